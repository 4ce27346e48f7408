using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace TaskActors.Api.Auth;

/// <summary>
/// Verifies what IdentityModel does not: Ed25519, and HS256 with a secret under 32 bytes, where that is allowed.
/// </summary>
internal sealed class TokenCryptoProvider : ICryptoProvider
{
    public bool IsSupportedAlgorithm(string algorithm, params object[] args) => (algorithm, args) is
        (SecurityAlgorithms.HmacSha256, [SymmetricSecurityKey, ..])
        or (SigningAlgorithms.EdDsa or SigningAlgorithms.Ed25519, [Ed25519SecurityKey, ..]);

    public object Create(string algorithm, params object[] args) => new Verifier((SecurityKey)args[0], algorithm);

    public void Release(object cryptoInstance) => ((Verifier)cryptoInstance).Dispose();

    private sealed class Verifier(SecurityKey key, string algorithm) : SignatureProvider(key, algorithm)
    {
        public override byte[] Sign(byte[] input) => throw new NotSupportedException("Nothing is signed here.");

        public override bool Verify(byte[] input, byte[] signature) => HasSigned(input, signature);

        public override bool Verify(
            byte[] input,
            int inputOffset,
            int inputLength,
            byte[] signature,
            int signatureOffset,
            int signatureLength) =>
            HasSigned(input.AsSpan(inputOffset, inputLength), signature.AsSpan(signatureOffset, signatureLength));

        protected override void Dispose(bool disposing)
        {
        }

        private bool HasSigned(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) => Key switch
        {
            Ed25519SecurityKey edwards => edwards.HasSigned(signed, signature),
            SymmetricSecurityKey secret =>
                CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret.Key, signed), signature),
            _ => false,
        };
    }
}
