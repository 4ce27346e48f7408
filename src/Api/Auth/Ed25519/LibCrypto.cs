using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TaskActors.Api.Auth.Ed25519;

/// <summary>The functions of OpenSSL 3 that verifying takes.</summary>
internal static class LibCrypto
{
    public const string FileName = "libcrypto.so.3";

    /// <summary>NID_ED25519.</summary>
    public const int Ed25519 = 1_087;

    [DllImport(FileName, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern KeyHandle NewPublicKey(int type, nint engine, in byte key, nuint length);

    [DllImport(FileName, EntryPoint = "EVP_MD_CTX_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern ContextHandle NewContext();

    [DllImport(FileName, EntryPoint = "EVP_DigestVerifyInit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int DigestVerifyInit(
        ContextHandle context, nint keyContext, nint digest, nint engine, KeyHandle key);

    [DllImport(FileName, EntryPoint = "EVP_DigestVerify")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int DigestVerify(
        ContextHandle context, in byte signature, nuint signatureLength, in byte signed, nuint signedLength);

    [DllImport(FileName, EntryPoint = "ERR_clear_error")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void ClearErrors();

    [DllImport(FileName, EntryPoint = "EVP_PKEY_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void FreeKey(nint key);

    [DllImport(FileName, EntryPoint = "EVP_MD_CTX_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void FreeContext(nint context);

    /// <summary>An EVP_PKEY, freed exactly once.</summary>
    internal sealed class KeyHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle()
        {
            FreeKey(handle);
            return true;
        }
    }

    /// <summary>An EVP_MD_CTX, freed exactly once.</summary>
    internal sealed class ContextHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle()
        {
            FreeContext(handle);
            return true;
        }
    }
}
