using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace TaskActors.Testing.Replicas;

/// <summary>The reference client: a copy of a user's list that live events keep up to date, and what it saw.</summary>
public sealed class Replica
{
    private readonly HashSet<(long Id, long Rev)> _seen = [];

    public SortedDictionary<long, string> Tasks { get; } = [];

    public long Rev { get; private set; }

    public int Changes { get; private set; }

    /// <summary>Changes that came a second time.</summary>
    public int Doubled { get; private set; }

    public async Task ReadAllAsync(HttpClient client, CancellationToken cancellation)
    {
        using var answer = (await client.GetAsync("/api/tasks", cancellation)).EnsureSuccessStatusCode();
        var all = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellation)).RootElement;
        Tasks.Clear();
        Put(all);
        Rev = long.Parse(answer.Headers.ETag!.Tag.AsSpan(2..^1), CultureInfo.InvariantCulture);
    }

    /// <summary>Follows until the stream ends; called again, it goes on where it was.</summary>
    public async Task FollowAsync(HttpClient client, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/tasks/events");
        request.Headers.Add("Last-Event-ID", Rev.ToString(CultureInfo.InvariantCulture));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await using var body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellation);
        await foreach (var happened in SseParser.Create(body).EnumerateAsync(cancellation))
        {
            switch (happened.EventType)
            {
                case "change":
                    Apply(JsonDocument.Parse(happened.Data).RootElement);
                    break;
                case "reset":
                    await ReadAllAsync(client, cancellation);
                    break;
            }
        }
    }

    private void Apply(JsonElement change)
    {
        Changes++;
        Rev = change.GetProperty("rev").GetInt64();
        var tasks = change.GetProperty("tasks");
        var seen = tasks.EnumerateArray().Select(task => (IdOf(task), task.GetProperty("rev").GetInt64()));
        var gone = change.GetProperty("deleted").EnumerateArray().Select(id => id.GetInt64()).ToList();
        Doubled += seen.Concat(gone.Select(id => (id, long.MaxValue))).Count(one => !_seen.Add(one));
        Put(tasks);
        gone.ForEach(id => Tasks.Remove(id));
    }

    private void Put(JsonElement tasks)
    {
        foreach (var task in tasks.EnumerateArray())
        {
            Tasks[IdOf(task)] = task.GetRawText();
        }
    }

    private static long IdOf(JsonElement task) => task.GetProperty("id").GetInt64();
}
