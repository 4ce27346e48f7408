using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;

namespace TaskActors.Bench;

/// <summary>
/// One user who asks at a steady rate, whether or not the answers keep up: a time counts from when the request was due,
/// so that waiting for a connection is not hidden.
/// </summary>
internal sealed class Caller(HttpClient client, double perSecond)
{
    private readonly ConcurrentBag<TimeSpan> _times = [];
    private readonly ConcurrentDictionary<HttpStatusCode, int> _answers = new();
    private int _asked;

    /// <summary>Of every request that was due, refused ones included.</summary>
    public IReadOnlyCollection<TimeSpan> Times => _times;

    public IReadOnlyDictionary<HttpStatusCode, int> Answers => _answers;

    public async Task RunAsync(TimeSpan delay, TimeSpan length)
    {
        await Task.Delay(delay);
        var watch = Stopwatch.StartNew();
        var running = new List<Task>();
        for (var n = 0; ; n++)
        {
            var due = TimeSpan.FromSeconds(n / perSecond);
            if (due >= length)
            {
                break;
            }

            if (due > watch.Elapsed)
            {
                await Task.Delay(due - watch.Elapsed);
            }

            running.Add(AskAsync(watch, due));
        }

        await Task.WhenAll(running);
    }

    /// <summary>Reads and writes in turn.</summary>
    private async Task AskAsync(Stopwatch watch, TimeSpan due)
    {
        var number = Interlocked.Increment(ref _asked);
        using var request = number % 2 == 0
            ? new HttpRequestMessage(HttpMethod.Get, "/api/tasks")
            : new HttpRequestMessage(HttpMethod.Patch, "/api/tasks/1")
            {
                Content = new StringContent($"{{\"order\":{number}}}", Encoding.UTF8, "application/json"),
            };
        using var answer = await client.SendAsync(request);
        _times.Add(watch.Elapsed - due);
        _answers.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
    }
}
