using System.Collections.Immutable;

namespace TaskActors.Api.Auth;

/// <summary>What a token must be signed with, and say, to be believed.</summary>
internal sealed class TokenOptions
{
    /// <summary>Every secret that HS256 tokens may be signed with; the first signs those of a try-out.</summary>
    public ImmutableArray<SharedSecret> Secrets { get; set; } = [];

    /// <summary>Lets a live system with a short secret move here; it is warned at every start.</summary>
    public bool AllowShortSecrets { get; set; }

    /// <summary>The <c>iss</c> that HS256 tokens must carry; null does not check it.</summary>
    public string? Issuer { get; set; }

    /// <summary>The <c>aud</c> that HS256 tokens must carry; null does not check it.</summary>
    public string? Audience { get; set; }

    /// <summary>Issuers whose published keys count for all other algorithms.</summary>
    public ImmutableArray<KeySource> KeySources { get; set; } = [];

    /// <summary>How often a key set is fetched anew; a key that was removed works no longer than that.</summary>
    public TimeSpan RefreshEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long one fetch may take, and so a token of an unknown key.</summary>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long unknown keys are refused from memory after a fetch for one brought nothing new.</summary>
    public TimeSpan CoolDown { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The same after a fetch that failed: a frontend that comes back is soon noticed.</summary>
    public TimeSpan CoolDownAfterFailure { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many requests may wait for one key set at once; more are refused.</summary>
    public int WaitingMax { get; set; } = 1_000;

    /// <summary>How many verified tokens are remembered; one of more than 1,024 characters counts as several.</summary>
    public int RememberedMax { get; set; } = 20_000;
}
