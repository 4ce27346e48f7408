namespace TaskActors.Api.Auth.Ed25519;

/// <summary>Tries a verifier before it is trusted: an OpenSSL may be there and refuse, as in FIPS mode.</summary>
internal static class Ed25519SelfTest
{
    // RFC 8032, 7.1, test 2.
    private const string Key = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";

    private const string Signature =
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

    private const byte Message = 0x72;

    public static bool Passes(IEd25519Verifier verifier)
    {
        try
        {
            var key = Ed25519PublicKey.TryRead(Convert.FromHexString(Key))!;
            var signature = Convert.FromHexString(Signature);
            return verifier.HasSigned(key, [Message], signature)
                && !verifier.HasSigned(key, [Message ^ 1], signature);
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }
}
