using System.Collections.Immutable;

namespace TaskActors.Tests.Survival.Checking;

/// <summary>
/// Makes histories by hand: attempts with times, answers and reads, as clients would have recorded them.
/// </summary>
internal static class HandMade
{
    public static SeenTask Task(long id, long rev, string title, bool isDone = false) =>
        new(id, rev, title, isDone, (int)id * 1_024);

    public static SeenAnswer Answer(params SeenTask[] tasks) =>
        new(string.Join(';', tasks.AsEnumerable()), false, tasks.FirstOrDefault()?.Rev, [.. tasks.Select(Timed)]);

    public static Attempt Acknowledged(long start, long end, params SeenTask[] tasks) =>
        new(start, end, Outcome.Acknowledged) { Answer = Answer(tasks) };

    public static Attempt Replayed(long start, long end, params SeenTask[] tasks) =>
        new(start, end, Outcome.Acknowledged) { Answer = Answer(tasks) with { IsReplay = true } };

    public static Attempt Without(long start, long end, Outcome outcome) => new(start, end, outcome);

    public static Call Call(Intent intent, params Attempt[] attempts) => new(intent, null, [.. attempts]);

    public static Call Keyed(Intent intent, params Attempt[] attempts) => new(intent, "key", [.. attempts]);

    public static ListRead Read(long start, long end, long rev, params SeenTask[] tasks) =>
        new(start, end, rev, [.. tasks.Select(Timed)]);

    /// <summary>A history that begins with an empty list and ends with this read.</summary>
    public static string Complaints(ListRead last, Call[] calls, params ListRead[] reads) => string.Join(
        '\n', HistoryChecker.Check(new UserHistory(ListState.Empty, calls, reads, last)).Complaints);

    /// <summary>A task that says nothing else was changed at the time that goes with its revision.</summary>
    private static SeenTask Timed(SeenTask task) =>
        task.ChangedAt.Length > 0 ? task : task with { ChangedAt = $"2026-11-26T12:00:{task.Rev:00}Z" };
}
