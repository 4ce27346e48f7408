using System.Net.Http.Headers;
using Xunit;

namespace TaskActors.Tests.Events;

/// <summary>A live stream as a test reads it: line by line, with patience.</summary>
internal sealed class LiveStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _client;
    private readonly StreamReader _lines;

    private LiveStream(HttpClient client, HttpResponseMessage answer, Stream body)
    {
        _client = client;
        Answer = answer;
        _lines = new StreamReader(body);
    }

    public HttpResponseMessage Answer { get; }

    /// <summary>Comments that came so far.</summary>
    public int Heartbeats { get; private set; }

    /// <param name="server">Where.</param>
    /// <param name="token">Whose.</param>
    /// <param name="query">With its question mark.</param>
    /// <param name="lastEventId">The header.</param>
    public static async Task<LiveStream> OpenAsync(
        Uri server, string token, string query = "", string? lastEventId = null)
    {
        // A connection of its own, which ends with the stream.
        var client = new HttpClient { BaseAddress = server };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (lastEventId is not null)
        {
            client.DefaultRequestHeaders.Add("Last-Event-ID", lastEventId);
        }

        var answer = await client.GetAsync("/api/tasks/events" + query, HttpCompletionOption.ResponseHeadersRead);
        return new LiveStream(client, answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event's lines, joined; null at the end.</summary>
    public Task<string?> NextAsync() => ReadAsync().WaitAsync(Patience);

    /// <summary>The same, however long it takes.</summary>
    public async Task<string?> ReadAsync()
    {
        var lines = new List<string>();
        while (await _lines.ReadLineAsync() is { } line)
        {
            if (line.Length == 0 && lines.Count > 0)
            {
                return string.Join('\n', lines);
            }

            if (line.StartsWith(':'))
            {
                Heartbeats++;
            }
            else if (line.Length > 0)
            {
                lines.Add(line);
            }
        }

        return null;
    }

    public async Task AssertNextAsync(string start) =>
        Assert.StartsWith(start, await NextAsync(), StringComparison.Ordinal);

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        Answer.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
