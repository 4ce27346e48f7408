using System.Collections.Immutable;

namespace TaskActors.Tests.Survival.Checking;

/// <summary>How one attempt at a request ended, as its client may understand it.</summary>
internal enum Outcome
{
    /// <summary>It was answered with success.</summary>
    Acknowledged,

    /// <summary>The task is not there, or not at the revision that was named; nothing was written.</summary>
    Refused,

    /// <summary>The server says that nothing was written.</summary>
    Unwritten,

    /// <summary>No answer, or one that says that nobody knows.</summary>
    Unknown,

    /// <summary>An answer that must never be.</summary>
    Wrong,
}

/// <summary>One request as it was sent, with the moments between which it took place.</summary>
internal sealed record Attempt(long Start, long End, Outcome Outcome)
{
    public SeenAnswer? Answer { get; init; }

    /// <summary>What came instead of a success.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Whether there was no answer at all.</summary>
    public bool IsLost { get; init; }
}

/// <summary>What a client wanted, and its attempts at it: more than one only under an idempotency key.</summary>
internal sealed record Call(Intent Intent, string? Key, ImmutableArray<Attempt> Attempts)
{
    /// <summary>The first attempt that succeeded.</summary>
    public Attempt? Success { get; } = Attempts.FirstOrDefault(attempt => attempt.Outcome == Outcome.Acknowledged);

    public bool IsAcknowledged => Success is not null;

    /// <summary>The last word was that the list does not allow it: then no earlier attempt was stored either, or its
    /// answer had been repeated.</summary>
    public bool IsRefused => !IsAcknowledged && Attempts[^1].Outcome == Outcome.Refused;

    public bool IsInDoubt =>
        !IsAcknowledged && !IsRefused && Attempts.Any(attempt => attempt.Outcome == Outcome.Unknown);

    /// <summary>From when on it may have happened.</summary>
    public long Start => Attempts.FirstOrDefault(
        attempt => attempt.Outcome is Outcome.Acknowledged or Outcome.Unknown)?.Start ?? Attempts[0].Start;

    /// <summary>When it had happened; for ever open while nobody knows.</summary>
    public long End => Success?.End ?? long.MaxValue;

    public long? Rev => Success?.Answer?.Rev;

    public override string ToString()
    {
        var key = Key is null ? "" : $" under key {Key}";
        return $"{Intent}{key} [{string.Join(", ", Attempts.Select(one => one.Outcome))}]";
    }
}

/// <summary>A whole list as somebody read it.</summary>
internal sealed record ListRead(long Start, long End, long Rev, ImmutableArray<SeenTask> Tasks);

/// <summary>What the clients of one user saw, from one known state of the list to the next.</summary>
/// <param name="Before">The list when it began.</param>
/// <param name="Calls">In any order.</param>
/// <param name="Reads">In any order; also what replicas held after each thing that they were told.</param>
/// <param name="Last">A read after everything had ended.</param>
internal sealed record UserHistory(
    ListState Before, IReadOnlyList<Call> Calls, IReadOnlyList<ListRead> Reads, ListRead Last);
