using TaskActors.Api.Auth.Ed25519;

namespace TaskActors.Api.Auth;

/// <summary>A key for EdDSA over Ed25519.</summary>
internal sealed class EdwardsKey(IEd25519Verifier verifier, Ed25519PublicKey key) : SigningKey
{
    public override bool HasSigned(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) =>
        verifier.HasSigned(key, signed, signature);
}
