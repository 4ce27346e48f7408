namespace TaskActors.Api.Auth;

/// <summary>The names of the claims that a caller's identity carries.</summary>
internal static class ClaimNames
{
    public const string Subject = "sub";
    public const string Email = "email";
    public const string Name = "name";
    public const string Expiry = "exp";

    /// <summary>The name of a further issuer. A token cannot bring it along: only its key's rules set it.</summary>
    public const string Issuer = "taskactors:issuer";
}
