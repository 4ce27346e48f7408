using System.Collections.Concurrent;
using TaskActors.Storage;
using TaskActors.Testing;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Storage;

/// <summary>
/// Which commits share a transaction, how long the writer waits for others, and that everybody is answered. The
/// database is real; how long its flushes take, and all else that the writer measures, says the test's clock.
/// </summary>
public sealed class CommitWriterTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SqliteFolder _folder = new();
    private readonly StorageOptions _options = new();
    private readonly ActingClock _clock = new();
    private WatchedDialect _dialect = null!;
    private CommitWriter _writer = null!;
    private Gate? _gate;
    private int _users;

    public async Task InitializeAsync()
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        _dialect = new WatchedDialect(_folder);
        _writer = Open();
    }

    public async Task DisposeAsync()
    {
        // A writer that still waits, where a test has failed, must come to an end.
        _clock.OnAsked = () => _clock.Advance(Patience);
        _gate?.Open();
        await _writer.DisposeAsync().AsTask().WaitAsync(Patience);
        _folder.Delete();
    }

    [Fact]
    public async Task Commits_of_many_users_that_come_while_one_is_flushed_share_the_next_transaction()
    {
        await WriteTogetherAsync(20, TimeSpan.Zero);

        Assert.Equal([1, 20], Groups());
    }

    [Fact]
    public async Task A_writer_that_is_closed_at_any_moment_comes_to_an_end()
    {
        for (var round = 0; round < 3_000; round++)
        {
            var writer = Open();
            Thread.SpinWait(round);
            await writer.DisposeAsync().AsTask().WaitAsync(Patience);
        }
    }

    [Fact]
    public async Task A_transaction_takes_no_more_commits_than_allowed()
    {
        _options.GroupLengthMax = 4;
        await ReopenAsync();

        await WriteTogetherAsync(10, TimeSpan.Zero);

        Assert.Equal([1, 4, 4, 2], Groups());
    }

    /// <summary>The next one comes just after the writer took the only one that was there.</summary>
    [Theory]
    [InlineData(3, 5, new[] { 2 })]
    [InlineData(1, 5, new[] { 1, 1 })]
    [InlineData(3, 0.5, new[] { 1, 1 })]
    public async Task Who_comes_next_is_waited_for_only_after_a_group_whose_flush_took_some_time(
        int together, double flushMilliseconds, int[] groups)
    {
        await WriteTogetherAsync(together, TimeSpan.FromMilliseconds(flushMilliseconds));
        var next = new TaskCompletionSource<Task>();
        _clock.OnAsked = () =>
        {
            _clock.OnAsked = () => { };
            next.SetResult(CommitAsync());
        };

        await CommitAsync();
        await await next.Task.WaitAsync(Patience);

        Assert.Equal([1, together, .. groups], Groups());
    }

    /// <summary>The clock stands still: a writer that waited until its time is over would wait for ever.</summary>
    [Fact]
    public async Task Who_comes_alone_after_a_group_is_written_as_soon_as_nobody_follows()
    {
        await WriteTogetherAsync(8, TimeSpan.FromSeconds(1));

        await CommitAsync();

        Assert.Equal([1, 8, 1], Groups());
    }

    /// <summary>One more comes whenever the writer looks at its clock, and a millisecond is over.</summary>
    [Theory]
    [InlineData(4, 5)]
    [InlineData(1_000, 11)]
    public async Task Those_who_keep_coming_are_waited_for_as_long_as_the_flush_took_and_at_most_ten_milliseconds(
        int flushMilliseconds, int most)
    {
        await WriteTogetherAsync(50, TimeSpan.FromMilliseconds(flushMilliseconds));
        var coming = new ConcurrentQueue<Task>();
        _clock.OnAsked = () =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            if (coming.Count < 3 * most)
            {
                coming.Enqueue(CommitAsync());
            }
        };

        await CommitAsync();
        using var patience = new CancellationTokenSource(Patience);
        while (coming.Count < 3 * most)
        {
            await Task.Delay(1, patience.Token);
        }

        await Task.WhenAll(coming);

        Assert.InRange(Groups()[2], 3, most);
    }

    /// <summary>The first one is in the open transaction when the other comes.</summary>
    [Fact]
    public async Task One_that_comes_while_a_group_gathers_and_breaks_the_transaction_fails_alone()
    {
        await WriteTogetherAsync(3, TimeSpan.FromMilliseconds(5));
        var twice = new Tombstone(new TaskId(1), 1, Noon);
        var next = new TaskCompletionSource<Task>();
        _clock.OnAsked = () =>
        {
            _clock.OnAsked = () => { };
            next.SetResult(CommitAsync(commit => commit with { Tombstones = [twice, twice] }));
        };

        Assert.Null(await OutcomeOfAsync(CommitAsync()));
        Assert.Equal(StorageFailure.Unavailable, await OutcomeOfAsync(await next.Task.WaitAsync(Patience)));

        // Together, which wrote nothing; then each alone.
        Assert.Equal([1, 3, 0, 1, 0], Groups());
    }

    [Fact]
    public async Task A_writer_that_is_stopped_answers_everybody_and_has_written_those_it_says()
    {
        _options.QueueLengthMax = 8;
        await ReopenAsync();
        var (first, gate) = await HoldAsync();
        var others = Commits(20);

        var stopped = _writer.DisposeAsync().AsTask();
        var late = CommitAsync();
        Assert.False(stopped.IsCompleted);
        gate.Open();
        await stopped.WaitAsync(Patience);
        var outcomes = await Task.WhenAll(others.Append(first).Append(late).Select(OutcomeOfAsync));

        // The one that is flushed, and the eight in the queue; the others have not got a place in it.
        Assert.Equal(9, outcomes.Count(outcome => outcome is null));
        Assert.Equal(13, outcomes.Count(outcome => outcome is StorageFailure.Unavailable));
        Assert.Equal([1, 8], Groups());
    }

    private CommitWriter Open() => new(new GroupWriter(_dialect, TimeProvider.System, _ => { }), _options, _clock);

    private async Task ReopenAsync()
    {
        await _writer.DisposeAsync();
        _writer = Open();
    }

    /// <summary>Writes one commit alone, and then so many in one group whose flush takes so long.</summary>
    private async Task WriteTogetherAsync(int count, TimeSpan flush)
    {
        var (first, gate) = await HoldAsync();
        var askedAtEnd = 0;
        _dialect.OnBegin = () =>
        {
            _clock.Advance(flush);
            askedAtEnd = _clock.Asked + 1;
        };
        var others = Commits(count);
        Assert.DoesNotContain(others.Append(first), commit => commit.IsCompleted);
        gate.Open();
        await Task.WhenAll(others.Append(first));
        _dialect.OnBegin = () => { };

        // Everybody is answered a moment before the writer has measured how long it took.
        using var patience = new CancellationTokenSource(Patience);
        while (_clock.Asked < askedAtEnd)
        {
            await Task.Delay(1, patience.Token);
        }
    }

    /// <summary>A commit whose transaction goes on only when the gate is opened.</summary>
    private async Task<(Task Commit, Gate Gate)> HoldAsync()
    {
        var gate = _gate = new Gate();
        _dialect.OnBegin = () => gate.PassAsync().GetAwaiter().GetResult();
        var commit = CommitAsync();
        await gate.Reached;
        return (commit, gate);
    }

    private Task[] Commits(int count) => [.. Enumerable.Range(0, count).Select(_ => CommitAsync())];

    /// <summary>The first commit of somebody new; one that is never answered fails.</summary>
    private Task CommitAsync() => CommitAsync(commit => commit);

    private Task CommitAsync(Func<TaskCommit, TaskCommit> change) => _writer
        .WriteAsync(change(First(new UserId($"user-{Interlocked.Increment(ref _users)}"))), CancellationToken.None)
        .WaitAsync(Patience);

    private static async Task<StorageFailure?> OutcomeOfAsync(Task commit)
    {
        try
        {
            await commit;
            return null;
        }
        catch (StorageException error)
        {
            return error.Failure;
        }
    }

    /// <summary>How many commits each transaction had.</summary>
    private int[] Groups()
    {
        int[] found = [.. _dialect.Found, _dialect.Count()];
        return [.. found.Skip(1).Zip(found, (after, before) => after - before)];
    }

    /// <summary>A clock that does something whenever it is asked.</summary>
    private sealed class ActingClock : TimeProvider
    {
        private long _now;
        private int _asked;

        public volatile Action OnAsked = () => { };

        public int Asked => Volatile.Read(ref _asked);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => Interlocked.Add(ref _now, by.Ticks);

        public override long GetTimestamp()
        {
            OnAsked();
            Interlocked.Increment(ref _asked);
            return Volatile.Read(ref _now);
        }
    }

    /// <summary>SQLite that tells when a transaction begins, and what was there before it.</summary>
    private sealed class WatchedDialect(SqliteFolder folder) : SqliteDialect(folder.File, TimeSpan.FromSeconds(1))
    {
        public volatile Action OnBegin = () => { };

        public List<int> Found { get; } = [];

        public int Count() => int.Parse(folder.Run("SELECT count(*) FROM tasks")!, null);

        public override void RequireInPlace()
        {
            base.RequireInPlace();
            Found.Add(Count());
            OnBegin();
        }
    }
}
