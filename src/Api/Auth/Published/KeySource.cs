namespace TaskActors.Api.Auth;

/// <summary>An issuer whose keys are published: where they are, and what its tokens must say.</summary>
internal sealed record KeySource
{
    /// <summary>The address of its JSON Web Key Set.</summary>
    public required Uri Address { get; init; }

    public required TokenRules Rules { get; init; }

    /// <summary>Whether nobody on the way can put other keys in their place.</summary>
    public bool IsProtected => Address.Scheme == Uri.UriSchemeHttps || Address.IsLoopback;

    /// <summary>How log and start lines name it.</summary>
    public override string ToString() =>
        Rules.IssuerName is { } name ? $"{Address} (issuer {name})" : Address.ToString();
}
