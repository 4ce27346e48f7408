using System.Globalization;
using System.Net;
using System.Text.Json;
using TaskActors.Testing.Processes;
using TaskActors.Testing.Replicas;
using TaskActors.Tests.Serving;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Events;

/// <summary>
/// Several writers, replicas whose streams are cut again and again, and a server that is killed and stopped meanwhile.
/// </summary>
[LongSuite]
public sealed class ReplicaTests(ITestOutputHelper output) : IDisposable
{
    private const string User = "replicated";
    private const int WritersCount = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _writing = new();
    private int _cuts;

    public void Dispose()
    {
        _writing.Dispose();
        _folder.Dispose();
    }

    [SkippableTheory]
    [InlineData(20_261_122)]
    [InlineData(7)]
    public async Task Every_replica_ends_equal_to_a_full_read_and_sees_no_change_twice(int seed)
    {
        await using var server = await ApiProcess.StartAsync(new ApiSetup
        {
            Folder = _folder.Path,
            Environment = ["TASKACTORS_PUBLIC_URL=https://tasks.example.org"],
        });
        var writers = Enumerable.Range(0, WritersCount).Select(n => WriteAsync(server, new Random(seed + n))).ToList();
        Replica[] replicas = [new(), new(), new()];
        var cutsMax = LongRuns.Rounds(100, 500);

        var following = replicas.Select((one, n) => FollowAsync(server, one, new Random(~seed + n), cutsMax)).ToList();
        await UntilCutsAsync(cutsMax / 3);
        await server.Kill9Async();
        await server.StartAsync();
        await UntilCutsAsync(2 * cutsMax / 3);
        await server.StopAsync();
        await server.StartAsync();
        await Task.WhenAll(following);
        await _writing.CancelAsync();
        await Task.WhenAll(writers);

        var (tasks, rev) = await FullReadAsync(server);
        await Task.WhenAll(replicas.Select(replica => CatchUpAsync(server, replica, rev)));
        output.WriteLine($"{rev} revisions, {_cuts} cuts, {replicas.Sum(one => one.Changes)} changes seen");
        Assert.All(replicas, replica => Assert.Equal(tasks, replica.Tasks.Values, StringComparer.Ordinal));
        Assert.All(replicas, replica => Assert.Equal(0, replica.Doubled));
        Assert.All(replicas, replica => Assert.NotEqual(0, replica.Changes));
    }

    private async Task WriteAsync(ApiProcess server, Random random)
    {
        while (!_writing.IsCancellationRequested)
        {
            try
            {
                using var client = server.ClientOf(User);
                while (!_writing.IsCancellationRequested)
                {
                    await ChangeSomethingAsync(client, random);
                    await Task.Delay(random.Next(4), CancellationToken.None);
                }
            }
            catch (HttpRequestException)
            {
                // The server is down; what it did with the last write, the full read will tell.
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private static async Task ChangeSomethingAsync(HttpClient client, Random random)
    {
        var task = $"/api/tasks/{random.Next(1, 60)}";
        using var answer = random.Next(10) switch
        {
            < 4 => await client.SendAsync("POST", "/api/tasks", $"{{\"title\":\"{random.Next()}\"}}"),
            < 6 => await client.SendAsync("PATCH", task, $"{{\"description\":\"{random.Next()}\"}}"),
            < 8 => await client.SendAsync("PATCH", task + "/complete"),
            _ => await client.SendAsync("DELETE", $"/api/tasks/{random.Next(1, 200)}"),
        };
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    private async Task FollowAsync(ApiProcess server, Replica replica, Random random, int cutsMax)
    {
        while (Volatile.Read(ref _cuts) < cutsMax)
        {
            if (random.Next(4) == 0)
            {
                // Both ways to catch up have to fit together.
                using var client = server.ClientOf(User);
                await replica.SyncAsync(client, CancellationToken.None)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            var before = replica.Changes;
            await FollowOnceAsync(server, replica, random, changesMax: random.Next(1, 8));
            if (replica.Changes > before)
            {
                // Only what really flowed was cut.
                Interlocked.Increment(ref _cuts);
            }
        }
    }

    /// <summary>Until so many changes came and a random moment passed, or the server goes away.</summary>
    private static async Task FollowOnceAsync(ApiProcess server, Replica replica, Random random, int changesMax)
    {
        var enough = replica.Changes + changesMax;
        using var cut = new CancellationTokenSource();
        using var client = server.ClientOf(User);
        var following = replica.FollowAsync(client, cut.Token);
        for (var n = 0; n < 1_000 && replica.Changes < enough && !following.IsCompleted; n++)
        {
            await Task.Delay(5, CancellationToken.None);
        }

        await Task.Delay(random.Next(10), CancellationToken.None);
        await cut.CancelAsync();
        // However it ended, it goes on where it was.
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task CatchUpAsync(ApiProcess server, Replica replica, long rev)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (replica.Rev < rev)
        {
            patience.Token.ThrowIfCancellationRequested();
            await FollowOnceAsync(server, replica, new Random(1), changesMax: 1);
        }
    }

    private static async Task<(IEnumerable<string> Tasks, long Rev)> FullReadAsync(ApiProcess server)
    {
        using var client = server.ClientOf(User);
        using var answer = await client.SendAsync("GET", "/api/tasks");
        var tasks = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.EnumerateArray();
        var rev = long.Parse(answer.Headers.ETag!.Tag.AsSpan(2..^1), CultureInfo.InvariantCulture);
        return (tasks.Select(task => task.GetRawText()).ToList(), rev);
    }

    private async Task UntilCutsAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Volatile.Read(ref _cuts) < count)
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
