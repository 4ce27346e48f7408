using System.Collections.Immutable;

namespace TaskActors.Testing;

/// <summary>Tasks and commits for tests of storage.</summary>
public static class Samples
{
    /// <summary>Noon of some day: the clock of these tests, which need none.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TaskItem TaskOf(long id, long rev, string title = "Buy milk") => new()
    {
        Id = new TaskId(id),
        Rev = rev,
        Title = title,
        Order = (int)id * TaskRules.OrderStep,
        CreatedAt = Noon,
        UpdatedAt = Noon,
    };

    /// <summary>A user's first commit, of one task.</summary>
    public static TaskCommit First(UserId user, string title = "Buy milk") => new()
    {
        User = user,
        ExpectedRev = 0,
        Rev = 1,
        NextId = 2,
        Floor = 0,
        At = Noon,
        Saved = [TaskOf(1, 1, title)],
    };

    /// <summary>One revision on from what is stored, which saves one more task.</summary>
    public static TaskCommit Next(UserId user, StoredTasks stored, string title = "Buy bread") => new()
    {
        User = user,
        ExpectedRev = stored.Rev,
        Rev = stored.Rev + 1,
        NextId = stored.NextId + 1,
        Floor = stored.Floor,
        At = Noon.AddMinutes(stored.Rev),
        Saved = [TaskOf(stored.NextId, stored.Rev + 1, title)],
    };

    /// <summary>Many users who were never here.</summary>
    public static ImmutableArray<UserId> Users(int count) =>
        [.. Enumerable.Range(1, count).Select(number => new UserId($"user-{number}"))];
}
