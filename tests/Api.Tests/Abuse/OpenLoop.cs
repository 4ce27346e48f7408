using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;

namespace TaskActors.Tests.Abuse;

/// <summary>
/// Offers requests at a fixed rate, whatever becomes of those before: they go out one behind the other over each
/// connection, and what a connection does not take in time is given up.
/// </summary>
internal sealed class OpenLoop(Uri server, byte[][] requests)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<int, long> _statuses = new();
    private long _offered;
    private long _taken;

    /// <summary>How many requests were due.</summary>
    public long Offered => _offered;

    /// <summary>How many of them the connections took.</summary>
    public long Taken => _taken;

    public IReadOnlyDictionary<int, long> Statuses => _statuses;

    public async Task RunAsync(int connections, double perSecond, TimeSpan length)
    {
        using var ending = new CancellationTokenSource(length);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(
            n => Task.Run(() => OfferAsync(n, perSecond / connections, ending.Token))));
    }

    private async Task OfferAsync(int number, double perSecond, CancellationToken ending)
    {
        var random = new Random(number);
        while (!ending.IsCancellationRequested)
        {
            try
            {
                using var connection = await RawConnection.OpenAsync(server, cancellation: ending);
                var reading = CountAnswersAsync(connection, ending);
                await SendAsync(connection, random, perSecond, ending);
                await reading;
            }
            catch (Exception over) when (over is OperationCanceledException or IOException or SocketException)
            {
                // Time is up, or the server closed this one: the next takes its place.
            }
        }
    }

    private async Task SendAsync(RawConnection connection, Random random, double perSecond, CancellationToken ending)
    {
        var watch = Stopwatch.StartNew();
        var due = 0L;
        while (!ending.IsCancellationRequested)
        {
            var next = (long)(watch.Elapsed.TotalSeconds * perSecond);
            // After a connection that took nothing for long, at most a second's worth is made up for.
            var batch = (int)Math.Min(next - due, Math.Max(1, (long)perSecond));
            Interlocked.Add(ref _offered, next - due);
            due = next;
            if (batch > 0)
            {
                var bytes = random.GetItems(requests, batch).SelectMany(request => request).ToArray();
                await connection.SendAsync(bytes, ending);
                Interlocked.Add(ref _taken, batch);
            }

            await Task.Delay(Tick, ending);
        }
    }

    private async Task CountAnswersAsync(RawConnection connection, CancellationToken ending)
    {
        while (await connection.AnswerAsync(isToHead: false, ending) is { } answer)
        {
            _statuses.AddOrUpdate(answer.Status, 1, static (_, count) => count + 1);
        }
    }
}
