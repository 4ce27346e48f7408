using System.Collections.Immutable;

namespace TaskActors.Tests.Survival.Checking;

/// <summary>What is wrong with a history, and where the list stands after one that is right.</summary>
internal sealed record Verdict(ImmutableArray<string> Complaints, ListState? After);

/// <summary>
/// Holds what the clients of one user saw against what was promised: there must be one order of all changes, of which
/// every acknowledged one is part exactly once and those in doubt at most once, without a gap in the revisions, that
/// explains every answer and every read, and agrees with the clock on the wall.
/// </summary>
internal static class HistoryChecker
{
    public static Verdict Check(UserHistory history)
    {
        var complaints = AnswerRules.Complaints(history.Calls)
            .Concat(RevisionRules.Complaints(history)).ToImmutableArray();
        if (!complaints.IsEmpty)
        {
            return new Verdict(complaints, null);
        }

        var placement = new Placement(history);
        return placement.Find() is { } why ? new Verdict([why], null) : new Verdict([], placement.States[^1]);
    }
}
