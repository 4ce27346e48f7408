using System.Text.Json;

namespace TaskActors.Tests.Abuse;

/// <summary>Generates requests as they should be, of every route there is: what a fuzzer then changes.</summary>
internal sealed class ValidRequests(Random random)
{
    private static readonly string[] Statuses = ["all", "pending", "completed"];
    private static readonly string[] Priorities = ["none", "low", "medium", "high"];
    private static readonly string[] Sorts = ["created", "-updated", "due", "-priority", "title", "-order"];
    private static readonly string[] Tags = ["home", "work", "é", "two words", "🍎"];
    private static readonly string[] Dues = ["2026-12-01", "2026-12-01T10:00:00Z", "2027-01-01T00:00:00+02:00"];
    private static readonly string[] OpenPaths = ["/livez", "/readyz", "/openapi/v1.json", "/docs/index.html"];

    public FuzzedRequest Next(FuzzedUser user) => random.Next(40) switch
    {
        < 6 => Of(user, "GET", List(user), Query()),
        < 8 => Of(user, "GET", OneTask(user)),
        < 15 => Of(user, "POST", List(user)) with { Body = NewTask(user) },
        < 18 => Of(user, "PUT", OneTask(user)) with { Body = NewTask(user) },
        < 22 => Of(user, "PATCH", OneTask(user)) with { Body = Patch(user), BodyType = PatchType() },
        < 25 => Of(user, "PATCH", OneTask(user) + "/complete") with { Body = Completion() },
        < 27 => Of(user, "DELETE", OneTask(user)),
        27 => Of(user, "DELETE", List(user), random.Next(4) > 0 ? Pair("status", "completed") : ""),
        < 31 => Of(user, "POST", List(user) + "/batch") with { Body = Batch(user) },
        < 33 => Of(user, "GET", List(user) + "/changes", $"?since={random.Next(60)}"),
        33 => Of(user, "GET", List(user) + "/events", random.Next(2) == 0 ? "" : $"?since={random.Next(60)}"),
        34 => Of(user, "GET", List(user) + "/export"),
        35 => Of(user, "POST", List(user) + "/import", Maybe("?dry_run=true")) with { Body = Import(user) },
        36 => Of(user, random.Next(6) == 0 ? "DELETE" : "GET", "/api/me"),
        37 => new FuzzedRequest { Method = "GET", Path = OneOf(OpenPaths) },
        38 when user.Links is { IsEmpty: false } links => Of(user, "GET", links[random.Next(links.Length)]),
        _ => Of(user, "OPTIONS", List(user)) with
        {
            Headers = ["Origin: http://localhost:3000", "Access-Control-Request-Method: PATCH"],
        },
    };

    public string OneOf(string[] words) => words[random.Next(words.Length)];

    private static FuzzedRequest Of(FuzzedUser user, string method, string path, string query = "") =>
        new() { Method = method, Path = path, Query = query, Token = user.Token };

    private string Maybe(string text) => random.Next(2) == 0 ? text : "";

    private string List(FuzzedUser user) => random.Next(3) switch
    {
        0 => "/api/tasks",
        1 => "/api/me/tasks",
        _ => $"/api/{user.Name}/tasks",
    };

    private string OneTask(FuzzedUser user) => $"{List(user)}/{random.Next(1, 30)}";

    private string PatchType() => random.Next(2) == 0 ? "application/json" : "application/merge-patch+json";

    private static string Pair(string name, string value) => $"?{name}={Uri.EscapeDataString(value)}";

    private string Query()
    {
        string[] pairs =
        [
            "status=" + OneOf(Statuses), "priority=" + OneOf(Priorities),
            "tag=" + Uri.EscapeDataString(OneOf(Tags)), "due_before=" + Uri.EscapeDataString(OneOf(Dues)),
            "due_after=" + Uri.EscapeDataString(OneOf(Dues)), "q=canary", "sort=" + OneOf(Sorts),
            $"limit={random.Next(1, 9)}", "completed=false", "search=x", "order=desc",
        ];
        var chosen = random.GetItems(pairs, random.Next(4)).Distinct(StringComparer.Ordinal).ToArray();
        return chosen.Length == 0 ? "" : "?" + string.Join('&', chosen);
    }

    private string NewTask(FuzzedUser user) => $"{{{string.Join(',', Members(user).Prepend(Title(user)))}}}";

    private string Patch(FuzzedUser user) => $"{{{string.Join(',', Members(user))}}}";

    private string Title(FuzzedUser user) => $"\"title\":\"{user.Canary} {random.Next(1_000)}\"";

    private IEnumerable<string> Members(FuzzedUser user)
    {
        string[] all =
        [
            Title(user), $"\"description\":\"of {user.Canary}\"", "\"description\":null", "\"completed\":true",
            "\"completed\":false", $"\"priority\":\"{OneOf(Priorities)}\"", $"\"due_date\":\"{OneOf(Dues)}\"",
            $"\"tags\":[{Text(OneOf(Tags))}]", $"\"order\":{random.Next(-99, 99)}", "\"unknown\":{\"a\":[1]}",
        ];
        return random.GetItems(all, random.Next(4))
            .Where(member => !member.StartsWith("\"title\"", StringComparison.Ordinal))
            .DistinctBy(member => member.Split(':')[0], StringComparer.Ordinal);
    }

    private string Completion() => random.Next(4) switch
    {
        0 => "",
        1 => "{}",
        2 => "null",
        _ => $"{{\"completed\":{(random.Next(2) == 0 ? "true" : "false")}}}",
    };

    private string Batch(FuzzedUser user)
    {
        var operations = Enumerable.Range(0, random.Next(1, 5)).Select(n => random.Next(5) switch
        {
            0 => $"{{\"op\":\"create\",\"ref\":\"r{n}\",\"body\":{NewTask(user)}}}",
            1 => $"{{\"op\":\"patch\",\"id\":{random.Next(1, 30)},\"body\":{Patch(user)}}}",
            2 => $"{{\"op\":\"complete\",\"id\":{random.Next(1, 30)},\"body\":{{\"completed\":true}}}}",
            3 => $"{{\"op\":\"delete\",\"id\":\"$r{random.Next(3)}\"}}",
            _ => $"{{\"op\":\"reorder\",\"ids\":[{random.Next(1, 9)},{random.Next(10, 30)}]}}",
        });
        return $"{{\"operations\":[{string.Join(',', operations)}]}}";
    }

    private string Import(FuzzedUser user)
    {
        var tasks = string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ => NewTask(user)));
        return random.Next(2) == 0 ? $"[{tasks}]" : $"{{\"format\":\"taskactors\",\"version\":1,\"tasks\":[{tasks}]}}";
    }

    /// <summary>As bytes in characters, like everything here.</summary>
    private static string Text(string text) =>
        System.Text.Encoding.Latin1.GetString(JsonSerializer.SerializeToUtf8Bytes(text));
}
