namespace TaskActors.Api.Auth.Ed25519;

/// <summary>Verifies Ed25519 signatures (RFC 8032), which .NET itself cannot. There are two of its kind.</summary>
internal interface IEd25519Verifier
{
    /// <summary>How the log names it.</summary>
    string Name { get; }

    /// <summary>Whether the key signed these bytes: 64 bytes of signature, S below L, R exactly as computed.</summary>
    bool HasSigned(Ed25519PublicKey key, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature);
}
