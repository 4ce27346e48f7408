using System.Collections.Immutable;

namespace TaskActors;

/// <summary>
/// Answers reads from a list: the plain one of all tasks from its kept renderings, the others task by task.
/// </summary>
public static class TaskListPages
{
    public static TaskResult Get(this TaskList list, TaskId id) =>
        list.Find(id) is { } task ? TaskResult.Of(task, list.Rev) : TaskResult.Refused(TaskError.NotFound);

    public static TaskPage Read(this TaskList list, TaskQuery query, string publicAddress)
    {
        if (query.IsEverything)
        {
            return Everything(list, publicAddress);
        }

        var sort = query.Sort;
        var found = list.Tasks().Where(query.Filter.Matches).Select(task => (task, at: TaskPosition.Of(task, sort)));
        if (query.After is { } after)
        {
            found = found.Where(pair => pair.at.CompareTo(after, sort) > 0);
        }

        if (sort != default)
        {
            found = found.Order(Comparer<(TaskItem, TaskPosition At)>.Create((a, b) => a.At.CompareTo(b.At, sort)));
        }

        // One more than asked for tells whether there is a next page.
        var limit = query.Limit ?? int.MaxValue - 1;
        (TaskItem Task, TaskPosition At)[] tasks = [.. found.Take(limit + 1)];
        var blocks = tasks.Take(limit).Select(pair => pair.Task).Chunk(TaskBlock.LengthMax);
        return new TaskPage
        {
            Rev = list.Rev,
            Blocks = [.. blocks.Select(block => TaskJson.RenderBlock(block, list.User, publicAddress))],
            Next = tasks.Length > limit ? tasks[limit - 1].At : null,
        };
    }

    public static TaskSummary Summarize(this TaskList list) => new()
    {
        Rev = list.Rev,
        Tasks = list.Count,
        Completed = list.Tasks().Count(task => task.IsDone),
        TextBytes = list.TextBytes,
        TasksMax = list.Limits.TasksMax,
        TextBytesMax = list.Limits.TextBytesMax,
    };

    private static TaskPage Everything(TaskList list, string publicAddress)
    {
        if (list.KeptPage is { } kept && kept.PublicAddress == publicAddress)
        {
            return kept.Page;
        }

        var blocks = ImmutableArray.CreateBuilder<byte[]>(list.Blocks.Blocks.Length);
        foreach (var block in list.Blocks.Blocks)
        {
            blocks.Add(block.Render(list.User, publicAddress));
        }

        var page = new TaskPage { Rev = list.Rev, Blocks = blocks.MoveToImmutable() };
        list.KeptPage = new KeptPage(publicAddress, page);
        return page;
    }
}

/// <summary>All tasks of a list on one page, as whoever read it last was answered.</summary>
/// <param name="PublicAddress">What every <c>url</c> in it begins with.</param>
/// <param name="Page">For every reader who asks for the same.</param>
internal sealed record KeptPage(string PublicAddress, TaskPage Page);
