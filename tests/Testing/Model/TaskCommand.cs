namespace TaskActors.Testing;

/// <summary>One write of a generated history.</summary>
public abstract record TaskCommand
{
    /// <summary>From <c>If-Match</c>; null for none.</summary>
    public Precondition? IfMatch { get; init; }

    /// <summary>Calls the actor with it.</summary>
    /// <param name="tasks">The actor.</param>
    /// <param name="key">An idempotency key, under which it may be called again; null for none.</param>
    public ValueTask<TaskResult> CallAsync(UserTasksCalls tasks, string? key = null)
    {
        var write = new WriteRequest { Precondition = IfMatch, Bytes = 100, IdempotencyKey = key, Fingerprint = key };
        return this switch
        {
            Create create => tasks.CreateAsync(create.Content, write),
            Edit edit => tasks.EditAsync(edit.Id, edit.Content, write),
            Complete complete => tasks.CompleteAsync(complete.Id, complete.Completed, write),
            Delete delete => tasks.DeleteAsync(delete.Id, write),
            Clear clear => tasks.ClearAsync(clear.Filter, write),
            _ => throw new NotSupportedException(),
        };
    }

    /// <summary>Decides it on a list, without an actor.</summary>
    public Decision DecideOn(TaskList list, DateTimeOffset now) => this switch
    {
        Create create => list.Create(create.Content, IfMatch, now),
        Edit edit => list.Edit(edit.Id, edit.Content, IfMatch, now),
        Complete complete => list.Complete(complete.Id, complete.Completed, IfMatch, now),
        Delete delete => list.Delete(delete.Id, IfMatch, now),
        Clear clear => list.Clear(clear.Filter, IfMatch, now),
        _ => throw new NotSupportedException(),
    };

    public sealed record Create(TaskEdit Content) : TaskCommand;

    public sealed record Edit(TaskId Id, TaskEdit Content) : TaskCommand;

    public sealed record Complete(TaskId Id, bool? Completed) : TaskCommand;

    public sealed record Delete(TaskId Id) : TaskCommand;

    public sealed record Clear(TaskFilter Filter) : TaskCommand;
}
