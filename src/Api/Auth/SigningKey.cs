namespace TaskActors.Api.Auth;

/// <summary>A key that tokens may be signed with, for one algorithm.</summary>
internal abstract class SigningKey
{
    private volatile bool _isGone;

    public required TokenRules Rules { get; init; }

    /// <summary>Whether the key was withdrawn: tokens that it verified before are then forgotten.</summary>
    public bool IsGone => _isGone;

    public void Withdraw() => _isGone = true;

    public abstract bool HasSigned(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature);
}
