using System.Globalization;
using System.Net;
using System.Text.Json;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Crashes;

/// <summary>
/// One of several clients of a user: it changes only tasks that it made itself, and remembers what it was told of each,
/// and the one request that was never answered.
/// </summary>
internal sealed class RememberingClient(string name, Random random)
{
    private const int TasksMax = 12;

    private readonly Dictionary<string, KnownTask> _tasks = new(StringComparer.Ordinal);
    private Unanswered? _unanswered;
    private int _made;

    /// <summary>How many changes were acknowledged, or turned out to have been stored though no answer came.</summary>
    public long Changes { get; private set; }

    /// <summary>The revisions of acknowledged changes; deletions do not tell theirs.</summary>
    public List<long> Revs { get; } = [];

    /// <summary>Writes one thing after the other until the server is gone.</summary>
    public async Task WriteUntilTheEndAsync(HttpClient client, Action onAcknowledged)
    {
        try
        {
            while (true)
            {
                await WriteAsync(client);
                onAcknowledged();
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException)
        {
            // The server was killed: what was asked last is remembered as not answered.
        }
    }

    /// <summary>
    /// Holds the list against what is remembered, takes what belongs to this client out of it, and learns how the
    /// request without an answer ended.
    /// </summary>
    public void Recognise(Dictionary<string, KnownTask> stored)
    {
        LearnOf(stored);
        foreach (var (title, known) in _tasks)
        {
            Assert.True(stored.Remove(title, out var found), $"'{title}' was acknowledged and is gone.");
            Assert.Equal(known, found);
        }
    }

    private async Task WriteAsync(HttpClient client)
    {
        var action = _tasks.Count == 0 ? 0 : random.Next(_tasks.Count < TasksMax ? 4 : 2) + 1;
        var title = action is 0 or > 2 ? $"{name}-{++_made}" : _tasks.Keys.ElementAt(random.Next(_tasks.Count));
        var task = _tasks.GetValueOrDefault(title);
        _unanswered = new Unanswered(title, action == 2);
        var path = task is null ? "/api/tasks" : string.Create(CultureInfo.InvariantCulture, $"/api/tasks/{task.Id}");
        using var response = action switch
        {
            1 => await client.SendAsync("PATCH", path + "/complete"),
            2 => await client.SendAsync("DELETE", path),
            _ => await client.SendAsync("POST", path, JsonSerializer.Serialize(new { title })),
        };
        var expected = action switch
        {
            1 => HttpStatusCode.OK,
            2 => HttpStatusCode.NoContent,
            _ => HttpStatusCode.Created,
        };
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{response.StatusCode}: {body}");
        Remember(title, task, body);
    }

    private void Remember(string title, KnownTask? before, string body)
    {
        _unanswered = null;
        Changes++;
        if (body.Length == 0)
        {
            _tasks.Remove(title);
            return;
        }

        var after = KnownTask.Of(JsonDocument.Parse(body).RootElement);
        Assert.Equal(before is { IsDone: false }, after.IsDone);
        _tasks[title] = after;
        Revs.Add(after.Rev);
    }

    private void LearnOf(Dictionary<string, KnownTask> stored)
    {
        if (_unanswered is not { } asked)
        {
            return;
        }

        _unanswered = null;
        var before = _tasks.GetValueOrDefault(asked.Title);
        var after = stored.GetValueOrDefault(asked.Title);
        if (after == before)
        {
            return;
        }

        Changes++;
        if (after is null)
        {
            Assert.True(asked.IsDeletion, $"'{asked.Title}' was acknowledged and is gone.");
            _tasks.Remove(asked.Title);
            return;
        }

        Assert.False(asked.IsDeletion);
        Assert.Equal(before is { IsDone: false }, after.IsDone);
        _tasks[asked.Title] = after;
        Revs.Add(after.Rev);
    }

    private sealed record Unanswered(string Title, bool IsDeletion);
}

/// <summary>What a client was told of a task.</summary>
internal sealed record KnownTask(long Id, long Rev, bool IsDone)
{
    public static KnownTask Of(JsonElement task) =>
        new(task.Number("id"), task.Number("rev"), task.GetProperty("completed").GetBoolean());
}
