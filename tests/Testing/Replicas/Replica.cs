using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace TaskActors.Testing.Replicas;

/// <summary>
/// The reference client: a copy of a user's list, kept by <c>changes</c> and <c>events</c> alone, and what it saw.
/// </summary>
public sealed class Replica
{
    private readonly HashSet<(long Id, long Rev)> _seen = [];

    public SortedDictionary<long, string> Tasks { get; } = [];

    public long Rev { get; private set; }

    public int Changes { get; private set; }

    /// <summary>Changes that came a second time.</summary>
    public int Doubled { get; private set; }

    /// <summary>Called after each thing that it was told.</summary>
    public Action? OnChange { get; init; }

    /// <summary>Asks once for what changed since the last time; the first time, that is everything.</summary>
    public async Task SyncAsync(HttpClient client, CancellationToken cancellation) =>
        Apply(await client.GetStringAsync($"/api/tasks/changes?since={Rev}", cancellation));

    /// <summary>Follows until the stream ends; called again, it goes on where it was.</summary>
    public async Task FollowAsync(HttpClient client, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/tasks/events");
        request.Headers.Add("Last-Event-ID", Rev.ToString(CultureInfo.InvariantCulture));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await using var body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellation);
        await foreach (var happened in SseParser.Create(body).EnumerateAsync(cancellation))
        {
            if (happened.EventType == "change")
            {
                Apply(happened.Data);
            }
            else if (happened.EventType == "reset")
            {
                await SyncAsync(client, cancellation);
            }
        }
    }

    private void Apply(string json)
    {
        var change = JsonDocument.Parse(json).RootElement;
        var isWhole = change.TryGetProperty("reset", out var reset) && reset.GetBoolean();
        if (isWhole)
        {
            Tasks.Clear();
        }

        foreach (var task in change.GetProperty("tasks").EnumerateArray())
        {
            var id = task.GetProperty("id").GetInt64();
            Tasks[id] = task.GetRawText();
            Doubled += _seen.Add((id, task.GetProperty("rev").GetInt64())) || isWhole ? 0 : 1;
        }

        foreach (var id in change.GetProperty("deleted").EnumerateArray().Select(id => id.GetInt64()))
        {
            Tasks.Remove(id);
            Doubled += _seen.Add((id, long.MaxValue)) ? 0 : 1;
        }

        Rev = change.GetProperty("rev").GetInt64();
        Changes++;
        OnChange?.Invoke();
    }
}
