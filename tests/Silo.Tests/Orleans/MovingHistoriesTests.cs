using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using TaskActors.Testing;
using TaskActors.Testing.Processes;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// Several callers of several users, while every activation is let go or moved again and again: every answer fits one
/// sequential history of its user, no read is older than what was acknowledged before it, and each write is there once.
/// </summary>
public sealed class MovingHistoriesTests(ITestOutputHelper output)
{
    private const int Users = 6;
    private const int Callers = 4;
    private const int CommandsMax = 15;
    private const int TriesMax = 10;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_answer_shows_that_activations_come_and_go(short silos)
    {
        var seed = Environment.GetEnvironmentVariable("TASKACTORS_TEST_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"TASKACTORS_TEST_SEED={seed}");
        var random = new Random(seed);
        var store = new ProbedTaskStore(new MemoryTaskStore())
        {
            BeforeLoad = _ => Task.Delay(Random.Shared.Next(3)),
            BeforeCommit = _ => Task.Delay(Random.Shared.Next(3)),
        };
        await using var cluster = await MovingCluster.StartAsync(silos, store);
        using var ended = new CancellationTokenSource();
        var moving = cluster.MoveAsync(seed, ended.Token);
        try
        {
            for (var round = 0; round < LongRuns.Rounds(shortly: silos == 1 ? 15 : 10, atLength: 200); round++)
            {
                var users = Enumerable.Range(0, Users).Select(user => new UserId($"user-{round}-{user}"));
                await Task.WhenAll(users.Select(user => RunAsync(cluster, store, user, random.Next())))
                    .WaitAsync(TimeSpan.FromMinutes(2));
            }
        }
        finally
        {
            await ended.CancelAsync();
            await moving;
            output.WriteLine($"{cluster.Moves} moves, {cluster.SilosLost} silos lost");
        }
    }

    private static async Task RunAsync(MovingCluster cluster, ProbedTaskStore store, UserId user, int seed)
    {
        cluster.Add(user);
        var record = new HistoryRecord(async () => (await store.LoadAsync(user, default)).Rev);
        var histories = TaskGenerators.Histories(CommandsMax).Sample(CommandsMax, new Rnd((ulong)seed), Callers);

        await Task.WhenAll(histories.Index().Select(history => Task.Run(async () =>
        {
            foreach (var (number, command) in history.Item.Index())
            {
                await record.WriteAsync(
                    command, () => WriteAsync(cluster, user, command, $"{history.Index}-{number}"));
                await record.ReadAsync(
                    () => UntilAnsweredAsync(() => cluster.CallAsync(user, tasks => tasks.ReadAsync())));
            }
        })));

        record.AssertSequential(
            await UntilAnsweredAsync(() => cluster.CallAsync(user, tasks => tasks.ReadAsync())));
    }

    /// <summary>As a client is told to: what was refused or lost is repeated, a write with the same key.</summary>
    private static async ValueTask<TaskResult> WriteAsync(
        MovingCluster cluster, UserId user, TaskCommand command, string key)
    {
        while (true)
        {
            var result = await UntilAnsweredAsync(
                () => cluster.CallAsync(user, tasks => command.CallAsync(tasks, key).AsTask()));
            if (result.Error?.Code is not (TaskErrorCode.StorageUnavailable or TaskErrorCode.OutcomeUnknown))
            {
                return result;
            }
        }
    }

    private static async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> call)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await call();
            }
            catch (ActorUnavailableException) when (tries < TriesMax)
            {
                await Task.Delay(10);
            }
        }
    }
}
