using System.Runtime.InteropServices;

namespace TaskActors.Api.Auth.Ed25519;

/// <summary>
/// Verification by the system's OpenSSL 3, which .NET uses for everything else on Linux. Every call makes and frees its
/// own native objects, so that calls may run beside each other.
/// </summary>
internal sealed class OpenSslEd25519 : IEd25519Verifier
{
    private const int Success = 1;

    private OpenSslEd25519()
    {
    }

    public string Name => "OpenSSL 3";

    /// <summary>The verifier, or null where the library is missing or will not verify.</summary>
    public static OpenSslEd25519? TryLoad()
    {
        if (!NativeLibrary.TryLoad(LibCrypto.FileName, out _))
        {
            return null;
        }

        var verifier = new OpenSslEd25519();
        return Ed25519SelfTest.Passes(verifier) ? verifier : null;
    }

    public bool HasSigned(Ed25519PublicKey key, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != ManagedEd25519.SignatureSize)
        {
            return false;
        }

        using var publicKey = LibCrypto.NewPublicKey(
            LibCrypto.Ed25519, 0, in MemoryMarshal.GetReference(key.Bytes), (nuint)key.Bytes.Length);
        using var context = LibCrypto.NewContext();
        if (publicKey.IsInvalid || context.IsInvalid)
        {
            LibCrypto.ClearErrors();
            return false;
        }

        var isGood = LibCrypto.DigestVerifyInit(context, 0, 0, 0, publicKey) == Success
            && LibCrypto.DigestVerify(
                context,
                in MemoryMarshal.GetReference(signature),
                (nuint)signature.Length,
                in MemoryMarshal.GetReference(signed),
                (nuint)signed.Length) == Success;
        if (!isGood)
        {
            // What a refusal leaves in the thread's queue must not be taken for somebody else's error.
            LibCrypto.ClearErrors();
        }

        return isGood;
    }
}
