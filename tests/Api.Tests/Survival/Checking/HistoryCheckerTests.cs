using Xunit;
using static TaskActors.Tests.Survival.Checking.HandMade;

namespace TaskActors.Tests.Survival.Checking;

/// <summary>The checker on histories made by hand: the good ones pass, and each bad one is told by its name.</summary>
public sealed class HistoryCheckerTests
{
    private static readonly SeenTask A1 = HandMade.Task(1, 1, "a");
    private static readonly SeenTask B2 = HandMade.Task(2, 2, "b");
    private static readonly Intent A = new Intent.Create("a");
    private static readonly Intent B = new Intent.Create("b");
    private static readonly Intent Toggle1 = new Intent.Toggle(1);
    private static readonly Intent Delete1 = new Intent.Delete(1);

    [Fact]
    public void A_history_of_answers_in_their_order_passes() => Assert.Empty(Complaints(
        Read(50, 60, 3, A1 with { IsDone = true, Rev = 3 }, B2),
        [
            Call(A, Acknowledged(0, 10, A1)),
            Call(B, Acknowledged(5, 15, B2)),
            Call(Toggle1, Acknowledged(20, 30, A1 with { IsDone = true, Rev = 3 })),
        ],
        Read(11, 12, 1, A1), Read(16, 40, 2, A1, B2)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_request_without_an_answer_may_have_happened_or_not(bool happened) => Assert.Empty(Complaints(
        happened ? Read(50, 60, 2, A1, B2) : Read(50, 60, 1, A1),
        [Call(A, Acknowledged(0, 10, A1)), Call(B, Without(20, 30, Outcome.Unknown))]));

    [Fact]
    public void Deletions_that_tell_no_revision_are_placed_where_they_fit() => Assert.Empty(Complaints(
        Read(50, 60, 4),
        [
            Call(new Intent.Delete(2), Acknowledged(25, 45)),
            Call(Delete1, Acknowledged(20, 40)),
            Call(A, Acknowledged(0, 10, A1)),
            Call(B, Acknowledged(11, 15, B2)),
        ],
        Read(30, 35, 3, B2)));

    [Fact]
    public void What_is_in_doubt_is_placed_where_refusals_are_right()
    {
        var (d, c) = (HandMade.Task(3, 3, "d"), HandMade.Task(4, 5, "c"));

        // One deletion is revision 4 and the other one revision 6; only the one of task 1 explains the refusal.
        Assert.Empty(Complaints(
            Read(90, 95, 6, d, c),
            [
                Call(A, Acknowledged(0, 10, A1)), Call(B, Acknowledged(11, 15, B2)),
                Call(new Intent.Create("d"), Acknowledged(16, 18, d)),
                Call(new Intent.Delete(2), Without(20, 30, Outcome.Unknown)),
                Call(Delete1, Without(21, 31, Outcome.Unknown)),
                Call(Toggle1, Without(40, 50, Outcome.Refused)),
                Call(new Intent.Create("c"), Acknowledged(60, 70, c)),
            ]));
    }

    [Fact]
    public void A_repetition_under_its_key_gives_the_first_answer() => Assert.Empty(Complaints(
        Read(50, 60, 1, A1), [Keyed(A, Without(0, 10, Outcome.Unknown), Replayed(20, 30, A1), Replayed(31, 32, A1))]));

    [Fact]
    public void A_batch_is_one_revision()
    {
        var (b, a) = (HandMade.Task(2, 2, "b"), A1 with { Rev = 2, IsDone = true });

        Assert.Empty(Complaints(
            Read(50, 60, 2, a, b),
            [Call(A, Acknowledged(0, 10, A1)), Call(new Intent.Batch([B, Toggle1]), Acknowledged(20, 30, b, a))]));
    }

    [Fact]
    public void What_was_refused_must_have_had_a_reason()
    {
        Call[] calls =
        [
            Call(A, Acknowledged(0, 10, A1)), Call(Delete1, Acknowledged(20, 30)),
            Call(Toggle1, Without(25, 28, Outcome.Refused)),
        ];

        Assert.Empty(Complaints(Read(50, 60, 2), calls));
        var tooEarly = Call(Toggle1, Without(12, 15, Outcome.Refused));
        Assert.StartsWith(
            "refused without reason", Complaints(Read(50, 60, 2), [.. calls[..2], tooEarly]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_acknowledged_change_that_is_gone_is_lost()
    {
        AssertComplaint("lost", Read(50, 60, 0), Call(A, Acknowledged(0, 10, A1)));
        AssertComplaint("no order", Read(50, 60, 1), Call(A, Acknowledged(0, 10, A1)));
        AssertComplaint("no order", Read(50, 60, 1, A1),
            Call(A, Acknowledged(0, 10, A1)), Call(Delete1, Acknowledged(20, 30)));
    }

    [Fact]
    public void A_revision_that_nobody_asked_for_is_a_gap_or_a_double() => AssertComplaint(
        "no order", Read(50, 60, 2, A1, HandMade.Task(2, 2, "a")),
        Keyed(A, Without(0, 5, Outcome.Unknown), Acknowledged(6, 10, A1)));

    [Fact]
    public void What_was_refused_as_not_written_must_not_be_there()
    {
        AssertComplaint("no order", Read(50, 60, 1, A1), Call(A, Without(0, 10, Outcome.Unwritten)));
        AssertComplaint("stored all the same", Read(50, 60, 1, A1),
            Keyed(A, Without(0, 10, Outcome.Unwritten), Replayed(20, 30, A1)));
    }

    [Fact]
    public void A_key_is_carried_out_once_and_says_the_same_every_time()
    {
        AssertComplaint("doubled", Read(50, 60, 2, A1, HandMade.Task(2, 2, "a")),
            Keyed(A, Acknowledged(0, 10, A1), Acknowledged(20, 30, HandMade.Task(2, 2, "a"))));
        AssertComplaint("another answer", Read(50, 60, 1, A1),
            Keyed(A, Acknowledged(0, 10, A1), Replayed(20, 30, A1 with { IsDone = true })));
    }

    [Fact]
    public void A_revision_is_given_once()
    {
        AssertComplaint("one revision twice", Read(50, 60, 1, A1),
            Call(A, Acknowledged(0, 10, A1)), Call(B, Acknowledged(0, 10, HandMade.Task(1, 1, "b"))));
    }

    [Fact]
    public void What_ended_before_something_else_began_comes_first()
    {
        AssertComplaint("out of order", Read(50, 60, 2, A1, B2),
            Call(B, Acknowledged(0, 10, B2)), Call(A, Acknowledged(20, 30, A1)));
    }

    [Fact]
    public void No_read_is_older_than_what_was_known_or_shows_what_never_was()
    {
        Call[] calls = [Call(A, Acknowledged(0, 10, A1)), Call(B, Acknowledged(11, 15, B2))];
        var last = Read(50, 60, 2, A1, B2);

        Assert.Empty(Complaints(last, calls, Read(12, 20, 1, A1)));
        Assert.StartsWith("stale read", Complaints(last, calls, Read(20, 30, 1, A1)), StringComparison.Ordinal);
        Assert.StartsWith("no order", Complaints(last, calls, Read(20, 30, 2, A1)), StringComparison.Ordinal);
        Assert.StartsWith("lost", Complaints(last, calls, Read(20, 30, 3, A1, B2)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_shows_what_the_change_led_to() => AssertComplaint(
        "no order", Read(50, 60, 2, A1 with { IsDone = true, Rev = 2 }),
        Call(A, Acknowledged(0, 10, A1)), Call(Toggle1, Acknowledged(20, 30, A1 with { Rev = 2 })));

    [Fact]
    public void Later_revisions_are_not_older() => AssertComplaint(
        "back in time", Read(50, 60, 2, A1, B2 with { ChangedAt = "2026-11-26T11:00:00Z" }),
        Call(A, Acknowledged(0, 10, A1)),
        Call(B, Acknowledged(11, 15, B2 with { ChangedAt = "2026-11-26T11:00:00Z" })));

    [Fact]
    public void An_answer_that_must_never_be_is_told() => AssertComplaint(
        "wrong answer", Read(50, 60, 0), Call(A, Without(0, 10, Outcome.Wrong)));

    private static void AssertComplaint(string kind, ListRead last, params Call[] calls) =>
        Assert.StartsWith(kind, Complaints(last, calls), StringComparison.Ordinal);
}
