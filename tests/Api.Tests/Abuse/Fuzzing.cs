using System.Collections.Concurrent;
using System.Net.Sockets;
using TaskActors.Testing.Processes;

namespace TaskActors.Tests.Abuse;

/// <summary>Sends made-up requests over many connections at once, and keeps what came of them.</summary>
internal sealed class Fuzzing(ApiProcess server, IReadOnlyList<FuzzedUser> users)
{
    private const int Workers = 16;

    private readonly FuzzedAnswers _judge = new(users);
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentQueue<string> _findings = [];

    /// <summary>What no answer may be, with the request that it was an answer to.</summary>
    public IReadOnlyCollection<string> Findings => _findings;

    /// <summary>How many answers of each status there were; 0 is a connection that ended without one.</summary>
    public IReadOnlyDictionary<int, int> Statuses => _statuses;

    /// <summary>The same seed makes the same requests; how they meet is the machine's.</summary>
    public async Task RunAsync(int requests, int seed)
    {
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(
            worker => WorkAsync(requests / Workers, new Random(seed * 31 + worker))));
    }

    private async Task WorkAsync(int requests, Random random)
    {
        var made = new MutatedRequests(random, users);
        RawConnection? connection = null;
        try
        {
            for (var sent = 0; sent < requests; sent++)
            {
                connection ??= await RawConnection.OpenAsync(server.BaseAddress);
                var (user, request) = made.Next();
                if (!await ExchangeAsync(connection, user, request))
                {
                    connection.Dispose();
                    connection = null;
                }
            }
        }
        finally
        {
            connection?.Dispose();
        }
    }

    /// <returns>Whether the connection can be used again.</returns>
    private async Task<bool> ExchangeAsync(RawConnection connection, FuzzedUser user, FuzzedRequest request)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var text = request.ToText(server.BaseAddress.Authority);
        WireAnswer? answer = null;
        try
        {
            answer = await connection.AskAsync(text, patience.Token);
        }
        catch (Exception silent) when (silent is OperationCanceledException or SocketException)
        {
            _findings.Enqueue($"No answer within 30 s to:\n{text}");
        }

        _statuses.AddOrUpdate(answer?.Status ?? 0, 1, static (_, count) => count + 1);
        if (answer is null)
        {
            return false;
        }

        if (_judge.WhyNot(user, request, answer) is { } wrong)
        {
            _findings.Enqueue($"{wrong}:\n{text}\n→\n{answer.Head}\n{answer.Text}");
        }

        if (answer.Status == 200 && answer.Header("Link") is { Length: > 0 } link)
        {
            user.Remember(new Uri(link[1..link.IndexOf('>', StringComparison.Ordinal)]).PathAndQuery);
        }

        return !answer.IsLast;
    }
}
