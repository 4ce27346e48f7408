using System.Collections.Immutable;

namespace TaskActors.Testing;

/// <summary>
/// What a task list is, as plainly as it can be said: a dictionary, two counters, and no care for speed, storage or
/// concurrency. Everything else is compared with it.
/// </summary>
public sealed class TaskModel
{
    private readonly SortedDictionary<long, ModelTask> _tasks = [];

    public long Rev { get; private set; }

    public long NextId { get; private set; } = 1;

    public IReadOnlyCollection<ModelTask> Tasks => _tasks.Values;

    /// <summary>Carries a command out and says what the answer must be.</summary>
    public ModelAnswer Run(TaskCommand command) => command switch
    {
        TaskCommand.Create create => Create(create.Content, command.IfMatch),
        TaskCommand.Edit edit => OnTask(edit.Id, command.IfMatch, task => With(task, edit.Content)),
        TaskCommand.Complete complete =>
            OnTask(complete.Id, command.IfMatch, task => task with { Done = complete.Completed ?? !task.Done }),
        TaskCommand.Delete delete => OnTask(delete.Id, command.IfMatch, _ => null),
        TaskCommand.Clear clear => Clear(clear.Filter, command.IfMatch),
        _ => throw new NotSupportedException(),
    };

    public TaskModel Copy()
    {
        var copy = new TaskModel { Rev = Rev, NextId = NextId };
        foreach (var task in _tasks.Values)
        {
            copy._tasks.Add(task.Id, task);
        }

        return copy;
    }

    private ModelAnswer Create(TaskEdit content, Precondition? ifMatch)
    {
        if (!Holds(ifMatch, Rev))
        {
            return ModelAnswer.Refused(TaskErrorCode.PreconditionFailed);
        }

        var place = Place();
        var task = With(new ModelTask(NextId, Rev + 1, "", null, false, TaskPriority.None, null, [], place), content);
        Rev++;
        NextId++;
        _tasks.Add(task.Id, task);
        return new ModelAnswer(null, task, IsChange: true);
    }

    private ModelAnswer OnTask(TaskId id, Precondition? ifMatch, Func<ModelTask, ModelTask?> change)
    {
        if (!_tasks.TryGetValue(id.Value, out var task))
        {
            return ModelAnswer.Refused(TaskErrorCode.NotFound);
        }

        if (!Holds(ifMatch, task.Rev))
        {
            return ModelAnswer.Refused(TaskErrorCode.PreconditionFailed);
        }

        var changed = change(task);
        if (changed == task)
        {
            return new ModelAnswer(null, task, IsChange: false);
        }

        Rev++;
        _tasks.Remove(id.Value);
        if (changed is null)
        {
            return new ModelAnswer(null, null, IsChange: true);
        }

        _tasks.Add(id.Value, changed with { Rev = Rev });
        return new ModelAnswer(null, _tasks[id.Value], IsChange: true);
    }

    private ModelAnswer Clear(TaskFilter filter, Precondition? ifMatch)
    {
        if (!Holds(ifMatch, Rev))
        {
            return ModelAnswer.Refused(TaskErrorCode.PreconditionFailed);
        }

        var gone = _tasks.Values.Where(task => filter.Completed is null || task.Done == filter.Completed).ToList();
        gone.ForEach(task => _tasks.Remove(task.Id));
        Rev += gone.Count > 0 ? 1 : 0;
        return new ModelAnswer(null, null, gone.Count > 0);
    }

    private ModelTask With(ModelTask task, TaskEdit edit) => new(
        task.Id,
        task.Rev,
        edit.Title.IsNamed ? edit.Title.Value! : task.Title,
        edit.Description.IsNamed ? edit.Description.Value : task.Description,
        edit.Completed.IsNamed ? edit.Completed.Value : task.Done,
        edit.Priority.IsNamed ? edit.Priority.Value : task.Priority,
        edit.DueDate.IsNamed ? edit.DueDate.Value?.ToString() : task.Due,
        edit.Tags.IsNamed ? [.. edit.Tags.Value] : task.Tags,
        edit.Order.IsNamed ? edit.Order.Value ?? Place() : task.Order);

    private int Place() =>
        (int)Math.Min((_tasks.Count == 0 ? 0L : _tasks.Values.Max(task => task.Order)) + 1_024, int.MaxValue);

    private static bool Holds(Precondition? ifMatch, long rev) =>
        ifMatch is null || ifMatch.IsAny || ifMatch.Revs.Contains(rev);
}

/// <summary>A task of the model: what a person sees, and its revision.</summary>
public sealed record ModelTask(
    long Id, long Rev, string Title, string? Description, bool Done, TaskPriority Priority, string? Due, string[] Tags,
    int Order)
{
    public static ModelTask Of(TaskItem task) => new(
        task.Id.Value, task.Rev, task.Title, task.Description, task.IsDone, task.Priority, task.DueDate?.ToString(),
        [.. task.Tags], task.Order);

    public bool Equals(ModelTask? other) =>
        other is not null && (Id, Rev, Title, Description, Done, Priority, Due, Order)
        == (other.Id, other.Rev, other.Title, other.Description, other.Done, other.Priority, other.Due, other.Order)
        && Tags.SequenceEqual(other.Tags, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Id, Rev);
}

/// <summary>What the model says an answer must be.</summary>
public sealed record ModelAnswer(TaskErrorCode? Error, ModelTask? Task, bool IsChange)
{
    public static ModelAnswer Refused(TaskErrorCode code) => new(code, null, IsChange: false);

    /// <summary>Whether the actor's answer is this one.</summary>
    public bool Fits(TaskResult result) =>
        result.Error?.Code == Error && (result.Task is { } task ? ModelTask.Of(task) : null) == Task;
}
