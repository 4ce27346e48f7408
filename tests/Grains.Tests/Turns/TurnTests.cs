using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Turns;

/// <summary>A turn answers its caller once, and not before it may.</summary>
public sealed class TurnTests
{
    private static readonly TaskList Empty =
        TaskList.Load(new UserId("alice"), StoredTasks.None, new TaskLimits());

    [Fact]
    public async Task A_caller_who_left_before_the_turn_is_let_go_and_nothing_is_decided()
    {
        using var left = new CancellationTokenSource();
        var turn = new Turn(CreateMilk, WriteRequest.Plain, left.Token);
        await left.CancelAsync();

        Assert.False(turn.TryBegin());

        Assert.True(turn.IsAnswered);
        Assert.ThrowsAny<OperationCanceledException>(() => turn.Answer);
    }

    [Fact]
    public async Task A_caller_who_leaves_after_the_turn_began_is_answered_all_the_same()
    {
        using var left = new CancellationTokenSource();
        var turn = new Turn(CreateMilk, WriteRequest.Plain, left.Token);
        Assert.True(turn.TryBegin());
        await left.CancelAsync();

        turn.Decide(Empty, Noon);
        turn.End(null);

        Assert.True(turn.Answer.IsSuccess);
    }

    [Fact]
    public void An_answer_leaves_only_when_it_is_released()
    {
        var turn = new Turn(CreateMilk, WriteRequest.Plain, CancellationToken.None);

        var decision = turn.Decide(Empty, Noon);

        Assert.False(turn.IsAnswered || turn.Called.IsCompleted);
        turn.End(null);
        Assert.True(turn.IsAnswered && turn.Called.IsCompleted);
        Assert.Same(decision.Result, turn.Answer);
    }

    [Fact]
    public void A_turn_whose_group_failed_says_so_whatever_it_had_decided()
    {
        var turn = new Turn(CreateMilk, WriteRequest.Plain, CancellationToken.None);
        turn.Decide(Empty, Noon);

        turn.End(TaskError.StorageUnavailable);

        Assert.Equal(TaskError.StorageUnavailable, turn.Answer.Error);
    }

    [Fact]
    public void A_decision_that_fails_is_its_callers_failure_and_changes_nothing()
    {
        var turn = new Turn(
            (_, _) => throw new InvalidOperationException("a bug"), WriteRequest.Plain, CancellationToken.None);

        var decision = turn.Decide(Empty, Noon);
        turn.End(null);

        Assert.Same(Empty, decision.Next);
        Assert.False(decision.IsChange);
        Assert.Equal("a bug", Assert.Throws<InvalidOperationException>(() => turn.Answer).Message);
    }

    private static Decision CreateMilk(TaskList list, DateTimeOffset now) =>
        list.Create(new TaskEdit { Title = Optional.Of("Buy milk") }, null, now);
}
