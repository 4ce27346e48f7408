using System.Globalization;
using System.Text.Json;

namespace TaskActors.Testing.Tokens;

/// <summary>The claims of a token as JSON: a good set, and what a test changes of it.</summary>
public sealed class TokenPayload
{
    // In the order in which they were added; values are JSON as it is sent.
    private readonly List<KeyValuePair<string, string>> _members = [];

    /// <summary>What a frontend's own token says, an hour before its end.</summary>
    public static TokenPayload Good(DateTimeOffset now) => new TokenPayload()
        .With("sub", "\"kRz8vQ2LpXb4nYwT6mJc9sGdHf1aEu3o\"")
        .With("email", "\"ada@canary.example\"")
        .With("name", "\"Ada Canary\"")
        .With("iss", "\"http://localhost:3000\"")
        .With("aud", "\"http://localhost:3000\"")
        .With("iat", Seconds(now))
        .With("exp", Seconds(now.AddHours(1)));

    /// <summary>What a good token of this user says.</summary>
    public static TokenPayload Of(string user, TimeProvider time) =>
        Good(time.GetUtcNow()).With("sub", JsonSerializer.Serialize(user));

    public static string Seconds(DateTimeOffset time) =>
        time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Sets a member to JSON as it is sent; a new one comes last.</summary>
    public TokenPayload With(string name, string json)
    {
        var member = new KeyValuePair<string, string>(name, json);
        var index = _members.FindIndex(known => known.Key == name);
        if (index >= 0)
        {
            _members[index] = member;
        }
        else
        {
            _members.Add(member);
        }

        return this;
    }

    public TokenPayload Without(string name)
    {
        _members.RemoveAll(member => member.Key == name);
        return this;
    }

    public override string ToString()
    {
        var members = _members.Select(member => $"{JsonSerializer.Serialize(member.Key)}:{member.Value}");
        return $"{{{string.Join(',', members)}}}";
    }
}
