using System.Text;
using System.Text.Json;

namespace TaskActors.Testing;

/// <summary>Short forms of the calls that tests make most.</summary>
public static class TaskCalls
{
    public const string Address = "http://tasks.example";

    public static TaskEdit Titled(string title) => new() { Title = Optional.Of(title) };

    public static ValueTask<TaskResult> AddAsync(this UserTasksCalls tasks, string title) =>
        tasks.CreateAsync(Titled(title), WriteRequest.Plain);

    /// <summary>The whole list as its readers see it.</summary>
    public static async Task<ListAsRead> ReadAsync(this UserTasksCalls tasks)
    {
        var page = await tasks.ListAsync(TaskQuery.Everything, Address);
        return new ListAsRead(page.Error?.Code, page.Rev, [.. page.Blocks.SelectMany(Tasks)]);
    }

    public static async Task<string[]> TitlesAsync(this UserTasksCalls tasks) =>
        [.. (await tasks.ReadAsync()).Tasks.Select(task => task.Title)];

    private static IEnumerable<ModelTask> Tasks(byte[] block)
    {
        using var json = JsonDocument.Parse($"[{Encoding.UTF8.GetString(block)}]");
        return [.. json.RootElement.EnumerateArray().Select(Task)];
    }

    private static ModelTask Task(JsonElement task)
    {
        Xunit.Assert.True(TaskPriorities.TryParse(task.GetProperty("priority").GetString(), out var priority));
        return new ModelTask(
            task.GetProperty("id").GetInt64(), task.GetProperty("rev").GetInt64(),
            task.GetProperty("title").GetString()!,
            task.GetProperty("description").GetString(), task.GetProperty("completed").GetBoolean(), priority,
            task.GetProperty("due_date").GetString(),
            [.. task.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)],
            task.GetProperty("order").GetInt32());
    }
}

/// <summary>A list answer, parsed.</summary>
public sealed record ListAsRead(TaskErrorCode? Error, long Rev, IReadOnlyList<ModelTask> Tasks);
