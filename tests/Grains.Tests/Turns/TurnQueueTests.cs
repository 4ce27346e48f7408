using System.Collections.Concurrent;
using Xunit;

namespace TaskActors.Tests.Turns;

/// <summary>The queue of one user's turns is bounded in calls and bytes, and hands out groups in order.</summary>
public sealed class TurnQueueTests
{
    private static readonly TaskLimits Small = new()
    {
        QueueLengthMax = 5, QueueBytesMax = 100, GroupLengthMax = 3, GroupBytesMax = 40,
    };

    private readonly TurnQueue _queue = new(Small);

    [Fact]
    public void Whoever_finds_the_queue_at_rest_runs_it_and_nobody_else_does()
    {
        Assert.True(Add(1));
        Assert.False(Add(1));

        Assert.Equal(2, _queue.TakeGroup().Count);
        Assert.False(Add(1));

        Assert.Single(_queue.TakeGroup());
        Assert.Empty(_queue.TakeGroup());
        Assert.True(Add(1));
    }

    [Fact]
    public void As_many_calls_wait_as_the_limit_says_and_no_more()
    {
        for (var call = 0; call < Small.QueueLengthMax; call++)
        {
            Assert.True(_queue.TryAdd(TurnOf(1), out _));
        }

        Assert.False(_queue.TryAdd(TurnOf(1), out var mustRun));
        Assert.False(mustRun);
    }

    [Fact]
    public void As_many_bytes_wait_as_the_limit_says_and_no_more()
    {
        Add(60);

        Assert.False(_queue.TryAdd(TurnOf(41), out _));
        Assert.True(_queue.TryAdd(TurnOf(40), out _));
        Assert.False(_queue.TryAdd(TurnOf(1), out _));
        Assert.True(_queue.TryAdd(TurnOf(0), out _));
    }

    [Fact]
    public void A_call_larger_than_the_whole_queue_is_let_in_when_nothing_waits()
    {
        Assert.True(Add(1_000));

        Assert.False(_queue.TryAdd(TurnOf(1), out _));
        Assert.Single(_queue.TakeGroup());
        Assert.True(_queue.TryAdd(TurnOf(1_000), out _));
    }

    [Fact]
    public void Room_comes_back_when_a_group_is_taken()
    {
        Add(50);
        Add(50);
        Assert.False(_queue.TryAdd(TurnOf(1), out _));

        _queue.TakeGroup();

        Assert.True(_queue.TryAdd(TurnOf(50), out _));
        Assert.False(_queue.TryAdd(TurnOf(1), out _));
    }

    [Fact]
    public void Groups_are_in_order_of_arrival_and_bounded_by_calls()
    {
        Turn[] turns = [.. Enumerable.Range(0, 5).Select(_ => TurnOf(1))];
        Array.ForEach(turns, turn => _queue.TryAdd(turn, out _));

        Assert.Equal(turns[..3], _queue.TakeGroup());
        Assert.Equal(turns[3..], _queue.TakeGroup());
    }

    [Fact]
    public void A_group_ends_before_the_call_that_would_make_it_too_large()
    {
        Turn[] turns = [TurnOf(30), TurnOf(10), TurnOf(1)];
        Array.ForEach(turns, turn => _queue.TryAdd(turn, out _));

        Assert.Equal(turns[..2], _queue.TakeGroup());
        Assert.Equal(turns[2..], _queue.TakeGroup());
    }

    [Fact]
    public void A_call_larger_than_a_group_goes_alone()
    {
        Turn[] turns = [TurnOf(50), TurnOf(1)];
        Array.ForEach(turns, turn => _queue.TryAdd(turn, out _));

        Assert.Equal(turns[..1], _queue.TakeGroup());
        Assert.Equal(turns[1..], _queue.TakeGroup());
    }

    [Fact]
    public async Task Callers_on_many_threads_lose_no_turn_and_leave_none_behind()
    {
        var queue = new TurnQueue(new TaskLimits { QueueLengthMax = 1_000, GroupLengthMax = 7 });
        var taken = new ConcurrentQueue<Turn>();

        await Parallel.ForAsync(0, 1_000, (_, _) =>
        {
            Assert.True(queue.TryAdd(TurnOf(1), out var mustRun));
            while (mustRun && queue.TakeGroup() is { Count: > 0 } group)
            {
                group.ForEach(taken.Enqueue);
            }

            return ValueTask.CompletedTask;
        });

        Assert.Equal(1_000, taken.Distinct().Count());
        Assert.Equal(1_000, taken.Count);
    }

    private bool Add(int bytes)
    {
        Assert.True(_queue.TryAdd(TurnOf(bytes), out var mustRun));
        return mustRun;
    }

    private static Turn TurnOf(int bytes) =>
        new((_, _) => throw new NotSupportedException(), new WriteRequest { Bytes = bytes }, CancellationToken.None);
}
