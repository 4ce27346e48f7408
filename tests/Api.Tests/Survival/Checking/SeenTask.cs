using System.Collections.Immutable;
using System.Text.Json;
using TaskActors.Tests.Serving;

namespace TaskActors.Tests.Survival.Checking;

/// <summary>A task as somebody saw it.</summary>
internal sealed record SeenTask(long Id, long Rev, string Title, bool IsDone, int Order)
{
    /// <summary>When it was changed, as the server says; what only the server knows is not compared.</summary>
    public string ChangedAt { get; init; } = "";

    public static SeenTask Of(JsonElement task) => new(
        task.Number("id"), task.Number("rev"), task.Text("title")!, task.GetProperty("completed").GetBoolean(),
        task.GetProperty("order").GetInt32())
    {
        ChangedAt = task.Text("updated_at")!,
    };

    public bool Equals(SeenTask? other) => other is not null
        && (Id, Rev, Title, IsDone, Order) == (other.Id, other.Rev, other.Title, other.IsDone, other.Order);

    public override int GetHashCode() => HashCode.Combine(Id, Rev);
}

/// <summary>A successful answer to a change.</summary>
/// <param name="Body">As it came.</param>
/// <param name="IsReplay">Whether the server says that it is the answer to an earlier request of the same key.</param>
/// <param name="Rev">Of the change; a deletion does not tell its own.</param>
/// <param name="Tasks">Those that it shows.</param>
internal sealed record SeenAnswer(string Body, bool IsReplay, long? Rev, ImmutableArray<SeenTask> Tasks)
{
    public static SeenAnswer Of(string body, bool isReplay)
    {
        if (body.Length == 0)
        {
            return new SeenAnswer(body, isReplay, null, []);
        }

        var answer = JsonDocument.Parse(body).RootElement;
        if (!answer.TryGetProperty("results", out var results))
        {
            return new SeenAnswer(body, isReplay, answer.Number("rev"), [SeenTask.Of(answer)]);
        }

        var tasks = results.EnumerateArray().Where(result => result.TryGetProperty("task", out _))
            .Select(result => SeenTask.Of(result.GetProperty("task")));
        return new SeenAnswer(body, isReplay, answer.Number("rev"), [.. tasks]);
    }
}
