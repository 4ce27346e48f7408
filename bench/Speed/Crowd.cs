using System.Globalization;
using TaskActors.Testing.Processes;
using TaskActors.Testing.Tokens;

namespace TaskActors.Bench.Speed;

/// <summary>The users, by number, with the tokens that a frontend would have signed for them.</summary>
internal sealed class Crowd
{
    public const int GroupCount = 1_000;
    public const int TasksCount = 20;

    private readonly string[] _tokens;

    /// <summary>Users of the groups, and one more, whom nothing but the check asks for.</summary>
    public Crowd(int groups, string folder)
    {
        var mint = new TokenMint(ApiSetup.Secret);
        _tokens = [.. Enumerable.Range(0, (groups * GroupCount) + 1).Select(user =>
            mint.SignPayload($"{TokenPayload.Of(NameOf(user), TimeProvider.System)}"))];
        TokensFile = Path.Combine(folder, "tokens");
        File.WriteAllLines(TokensFile, _tokens.Select((token, user) => $"{NameOf(user)} {token}"));
    }

    /// <summary>A line for each user: name and token.</summary>
    public string TokensFile { get; }

    /// <summary>The last one.</summary>
    public int CheckedUser => _tokens.Length - 1;

    public static string NameOf(int user) => string.Create(CultureInfo.InvariantCulture, $"bench{user:D27}");

    public string TokenOf(int user) => _tokens[user];
}
