namespace TaskActors.Api.Auth.Ed25519;

/// <summary>
/// A public key that is checked once, when it is read: it has its only encoding, lies on the curve, and has no small
/// order, with which one signature would fit every message.
/// </summary>
internal sealed class Ed25519PublicKey
{
    private readonly byte[] _bytes;

    private Ed25519PublicKey(byte[] bytes, EdwardsPoint point)
    {
        _bytes = bytes;
        Point = point;
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    public EdwardsPoint Point { get; }

    /// <summary>The key, or null if it must not be used.</summary>
    public static Ed25519PublicKey? TryRead(ReadOnlySpan<byte> bytes) =>
        EdwardsPoint.Decode(bytes) is { HasSmallOrder: false } point
            ? new Ed25519PublicKey(bytes.ToArray(), point)
            : null;
}
