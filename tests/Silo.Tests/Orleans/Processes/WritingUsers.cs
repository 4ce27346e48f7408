using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// Users who add tasks all the time, each with an idempotency key, and look at their list now and then. They repeat
/// what was refused or lost as a client is told to: with the same key, at another node.
/// </summary>
internal sealed class WritingUsers : IAsyncDisposable
{
    private const int LookEvery = 4;

    private static readonly TimeSpan AttemptMax = TimeSpan.FromSeconds(4);
    /// <summary>Between two writes of a user; with less, the load alone takes the whole of a small machine.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<ApiProcess> _nodes;
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) });
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, ConcurrentQueue<string>> _acknowledged = new();
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly ConcurrentDictionary<ApiProcess, int> _wrongNodes = new();
    private readonly long[] _lastAt;
    private readonly Task[] _users;
    private long _gapMax;
    private int _refused;
    private volatile string _last = "nothing";

    public WritingUsers(IReadOnlyList<ApiProcess> nodes, int count)
    {
        _nodes = nodes;
        _lastAt = new long[count];
        _users = [.. Enumerable.Range(0, count).Select(user => Task.Run(() => RunAsync(user)))];
    }

    public int Acknowledged => _acknowledged.Values.Sum(titles => titles.Count);

    public int Refused => _refused;

    /// <summary>Begins to measure how long any user waits for an acknowledgement.</summary>
    public void MeasureGaps() => Interlocked.Exchange(ref _gapMax, 0);

    /// <summary>The longest wait since, of those that ended and of those that still last.</summary>
    public TimeSpan GapMax
    {
        get
        {
            var now = TimeProvider.System.GetTimestamp();
            var open = _lastAt.Select(at => Volatile.Read(ref at)).Where(at => at > 0).Max(at => now - at);
            return TimeSpan.FromSeconds(
                Math.Max(open, Interlocked.Read(ref _gapMax)) / (double)TimeProvider.System.TimestampFrequency);
        }
    }

    /// <summary>Waits until every user was acknowledged something since now.</summary>
    public async Task AllWriteAsync()
    {
        var since = TimeProvider.System.GetTimestamp();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (_lastAt.Any(at => Volatile.Read(ref at) < since))
        {
            var waiting = _lastAt.Count(at => Volatile.Read(ref at) < since);
            Assert.False(patience.IsCancellationRequested, $"{waiting} users cannot write; the last said {_last}.");
            await Task.Delay(50);
        }
    }

    /// <summary>Stops, and checks that every acknowledged task is there once and no other one twice.</summary>
    public async Task AssertNothingLostOrDoubledAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_users);
        Assert.True(_wrong.IsEmpty, $"{_wrong.Count} answers were wrong:\n{Wrong()}");
        // Whatever happened, no log says who a user is.
        Assert.All(_nodes, node => Assert.DoesNotContain("person-", node.Output, StringComparison.Ordinal));
        for (var user = 0; user < _users.Length; user++)
        {
            var titles = await TitlesAsync(user);
            Assert.Equal(titles.Count, titles.Distinct(StringComparer.Ordinal).Count());
            Assert.Empty(_acknowledged.GetValueOrDefault(user, []).Except(titles, StringComparer.Ordinal));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_users);
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(int user)
    {
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            var title = $"{user}-{number}";
            if (!await RepeatAsync(user, node => Adding(node, user, title), HttpStatusCode.Created))
            {
                return;
            }

            Acknowledge(user, title);
            if (number % LookEvery == 0 && !await RepeatAsync(user, node => Looking(node, user), HttpStatusCode.OK))
            {
                return;
            }

            await Task.Delay(Pause);
        }
    }

    private void Acknowledge(int user, string title)
    {
        var now = TimeProvider.System.GetTimestamp();
        var before = Interlocked.Exchange(ref _lastAt[user], now);
        _acknowledged.GetOrAdd(user, _ => new ConcurrentQueue<string>()).Enqueue(title);
        for (var max = Interlocked.Read(ref _gapMax); before > 0 && now - before > max;)
        {
            max = Interlocked.CompareExchange(ref _gapMax, now - before, max);
        }
    }

    /// <summary>Asks one node after the other until one succeeds; false when it was told to stop.</summary>
    private async Task<bool> RepeatAsync(int user, Func<ApiProcess, HttpRequestMessage> make, HttpStatusCode success)
    {
        for (var attempt = 0; !await TryAsync(_nodes[(user + attempt) % _nodes.Count], make, success); attempt++)
        {
            if (_stop.IsCancellationRequested)
            {
                return false;
            }

            await Task.Delay(PauseAfterFailure);
        }

        return true;
    }

    private async Task<bool> TryAsync(
        ApiProcess node, Func<ApiProcess, HttpRequestMessage> make, HttpStatusCode success)
    {
        using var patience = new CancellationTokenSource(AttemptMax);
        using var request = make(node);
        try
        {
            using var response = await _http.SendAsync(request, patience.Token);
            if (response.StatusCode == success)
            {
                return true;
            }

            _last = await response.Content.ReadAsStringAsync(patience.Token);
            Check(response, node);
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException)
        {
            // The node is gone, or silent.
            _last = lost.Message;
        }

        return false;
    }

    /// <summary>Whatever is refused is a 503 that says when to come again, and in which case it is.</summary>
    private void Check(HttpResponseMessage response, ApiProcess node)
    {
        Interlocked.Increment(ref _refused);
        if (response.StatusCode != HttpStatusCode.ServiceUnavailable || response.Headers.RetryAfter is null
            || response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            _wrong.Enqueue($"{(int)response.StatusCode} {response.Content.Headers.ContentType}: {_last}");
            _wrongNodes.TryAdd(node, _wrong.Count);
        }
    }

    /// <summary>What was answered that should not have been, and what those nodes wrote.</summary>
    private string Wrong() => string.Join('\n', _wrong.Take(10).Concat(
        _wrongNodes.Keys.Select(node => $"{node.BaseAddress} wrote:\n{node.Output}")));

    private async Task<List<string>> TitlesAsync(int user)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var request = Request(HttpMethod.Get, _nodes[attempt % _nodes.Count], user);
            using var response = await _http.SendAsync(request);
            if (response.IsSuccessStatusCode)
            {
                var tasks = await response.Content.ReadFromJsonAsync<JsonElement>();
                return [.. tasks.EnumerateArray().Select(task => task.GetProperty("title").GetString()!)];
            }

            Assert.True(attempt < 60, $"A list cannot be read: {response.StatusCode}.");
            await Task.Delay(500);
        }
    }

    private static HttpRequestMessage Adding(ApiProcess node, int user, string title)
    {
        var request = Request(HttpMethod.Post, node, user);
        request.Headers.Add("Idempotency-Key", title);
        request.Content = JsonContent.Create(new { title });
        return request;
    }

    private static HttpRequestMessage Looking(ApiProcess node, int user) =>
        Request(HttpMethod.Get, node, user, "?limit=1");

    private static HttpRequestMessage Request(HttpMethod method, ApiProcess node, int user, string query = "")
    {
        var request = new HttpRequestMessage(method, new Uri(node.BaseAddress, $"/api/tasks{query}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", node.TokenOf($"person-{user}"));
        return request;
    }
}
