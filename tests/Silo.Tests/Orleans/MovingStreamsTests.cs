using System.Collections.Concurrent;
using TaskActors.Testing;
using TaskActors.Testing.Processes;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// An open stream waits in a running call, and Orleans lets an activation go only when no call runs: the wait is short,
/// so that a write to an activation that is about to go is not held up.
/// </summary>
[Collection(nameof(ClusterProcessesGroup)), LongSuite]
public sealed class MovingStreamsTests(ITestOutputHelper output)
{
    private const int Users = 5;
    private const int StreamsOfUser = 3;

    /// <summary>A second for the streams, and the rest for a new activation.</summary>
    private static readonly TimeSpan WriteMax = TimeSpan.FromSeconds(1.5);

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_write_waits_for_an_open_stream(short silos)
    {
        await using var cluster = await MovingCluster.StartAsync(silos, new MemoryTaskStore(), losesSilos: false);
        using var ended = new CancellationTokenSource();
        UserId[] users = [.. Enumerable.Range(0, Users).Select(user => new UserId($"user-{user}"))];
        Array.ForEach(users, cluster.Add);
        var (waits, opened) = (new ConcurrentBag<TimeSpan>(), new ConcurrentBag<UserId>());
        var streams = users.SelectMany(user => Enumerable.Repeat(user, StreamsOfUser))
            .Select(user => WatchAsync(cluster, user, opened, ended.Token)).ToList();
        var moving = cluster.MoveAsync(seed: 7, ended.Token);

        await Task.WhenAll(users.Select(user => WriteAsync(cluster, user, waits)));

        await ended.CancelAsync();
        await moving;
        await Task.WhenAll(streams);
        output.WriteLine($"{waits.Count} writes, the longest {waits.Max().TotalSeconds:0.00} s; {cluster.Moves} moves, "
            + $"{opened.Count} streams opened");
        Assert.InRange(waits.Max(), TimeSpan.Zero, WriteMax);
        Assert.True(opened.Count > Users * StreamsOfUser, "No stream was ended by a move.");
    }

    private static async Task WriteAsync(MovingCluster cluster, UserId user, ConcurrentBag<TimeSpan> waits)
    {
        for (var number = 0; number < LongRuns.Rounds(shortly: 20, atLength: 200); number++)
        {
            // With a key it is repeated by itself where Orleans rejects a call that met two activations on their way.
            var write = new WriteRequest { IdempotencyKey = $"{number}", Fingerprint = $"{number}" };
            var began = TimeProvider.System.GetTimestamp();
            var added = await cluster.CallAsync(
                user, tasks => tasks.CreateAsync(TaskCalls.Titled($"task {number}"), write).AsTask());
            waits.Add(TimeProvider.System.GetElapsedTime(began));
            Assert.True(added.IsSuccess);
            await Task.Delay(100);
        }
    }

    /// <summary>Reads a stream and opens it again when it ends, as a front door does.</summary>
    private static async Task WatchAsync(
        MovingCluster cluster, UserId user, ConcurrentBag<UserId> opened, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await cluster.CallAsync(user, tasks => ReadToEndAsync(tasks, user, opened, cancellation));
            }
            catch (Exception ended) when (ended is EnumerationAbortedException or ActorUnavailableException
                or OperationCanceledException)
            {
                // Its activation went.
            }
        }
    }

    private static async Task<bool> ReadToEndAsync(
        UserTasksCalls tasks, UserId user, ConcurrentBag<UserId> opened, CancellationToken cancellation)
    {
        await foreach (var happened in tasks.WatchAsync(null, TaskCalls.Address, cancellation))
        {
            if (happened.Kind == TaskEventKind.Hello)
            {
                opened.Add(user);
            }
        }

        return true;
    }
}
