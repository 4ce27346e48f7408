using System.Collections.Concurrent;
using System.Net.Sockets;

namespace TaskActors.Tests.Abuse;

/// <summary>Many connections that ask one thing after the other, and what they were answered.</summary>
internal sealed class Crowd(Uri server)
{
    /// <summary>The status of a request that was left without an answer, on a connection that stayed open.</summary>
    public const int Silence = -1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<int, int> _statuses = new();

    /// <summary>How many answers of each status there were; 0 is a connection that ended without one.</summary>
    public IReadOnlyDictionary<int, int> Statuses => _statuses;

    public int Answers => _statuses.Values.Sum();

    /// <summary>Asks each of these once, from so many connections at a time.</summary>
    public async Task AskAsync(int connections, IEnumerable<string> requests)
    {
        var queue = new BlockingRequests(requests);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => WorkAsync(queue))));
    }

    public int Of(params int[] statuses) => statuses.Sum(status => _statuses.GetValueOrDefault(status));

    public override string ToString() => string.Join(' ', _statuses.ToArray().OrderBy(pair => pair.Key));

    private async Task WorkAsync(BlockingRequests requests)
    {
        RawConnection? connection = null;
        try
        {
            while (requests.Take() is { } request)
            {
                connection ??= await RawConnection.OpenAsync(server);
                var (status, isLast) = await AskAsync(connection, request);
                _statuses.AddOrUpdate(status, 1, static (_, count) => count + 1);
                if (isLast)
                {
                    connection.Dispose();
                    connection = null;
                }
            }
        }
        catch (SocketException)
        {
            // Not even let in: for this one that is the answer.
            _statuses.AddOrUpdate(0, 1, static (_, count) => count + 1);
        }
        finally
        {
            connection?.Dispose();
        }
    }

    private static async Task<(int Status, bool IsLast)> AskAsync(RawConnection connection, string request)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var answer = await connection.AskAsync(request, patience.Token);
            return (answer?.Status ?? 0, answer?.IsLast ?? true);
        }
        catch (OperationCanceledException)
        {
            return (Silence, true);
        }
    }

    /// <summary>Made one at a time, so that a hundred thousand are never in memory together.</summary>
    private sealed class BlockingRequests(IEnumerable<string> requests)
    {
        private readonly IEnumerator<string> _requests = requests.GetEnumerator();
        private readonly Lock _lock = new();

        public string? Take()
        {
            lock (_lock)
            {
                return _requests.MoveNext() ? _requests.Current : null;
            }
        }
    }
}
