using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace TaskActors.InProcess;

/// <summary>
/// What the in-process host hands out for a user: each call enters whichever activation is the user's at that moment,
/// as a grain reference of Orleans does.
/// </summary>
internal sealed class InProcessTasks(InProcessDirectory directory, UserId user) : IUserTasksGrain
{
    public ValueTask<TaskResult> GetAsync(TaskId id, CancellationToken cancellation = default) =>
        CallAsync(grain => grain.GetAsync(id, cancellation));

    public ValueTask<TaskPage> ListAsync(
        TaskQuery query, string publicAddress, CancellationToken cancellation = default) =>
        CallAsync(grain => grain.ListAsync(query, publicAddress, cancellation));

    public ValueTask<TaskResult> CreateAsync(
        TaskEdit edit, WriteRequest write, CancellationToken cancellation = default) =>
        CallAsync(grain => grain.CreateAsync(edit, write, cancellation));

    public ValueTask<TaskResult> EditAsync(
        TaskId id, TaskEdit edit, WriteRequest write, CancellationToken cancellation = default) =>
        CallAsync(grain => grain.EditAsync(id, edit, write, cancellation));

    public ValueTask<TaskResult> CompleteAsync(
        TaskId id, bool? completed, WriteRequest write, CancellationToken cancellation = default) =>
        CallAsync(grain => grain.CompleteAsync(id, completed, write, cancellation));

    public ValueTask<TaskResult> DeleteAsync(
        TaskId id, WriteRequest write, CancellationToken cancellation = default) =>
        CallAsync(grain => grain.DeleteAsync(id, write, cancellation));

    public ValueTask<TaskResult> ClearAsync(
        TaskFilter filter, WriteRequest write, CancellationToken cancellation = default) =>
        CallAsync(grain => grain.ClearAsync(filter, write, cancellation));

    public ValueTask<TaskResult> BatchAsync(
        ImmutableArray<BatchOperation> operations, WriteRequest write, CancellationToken cancellation = default) =>
        CallAsync(grain => grain.BatchAsync(operations, write, cancellation));

    public ValueTask<TaskResult> ImportAsync(
        ImmutableArray<ImportedTask> tasks, bool isDryRun, WriteRequest write,
        CancellationToken cancellation = default) =>
        CallAsync(grain => grain.ImportAsync(tasks, isDryRun, write, cancellation));

    public ValueTask<TaskResult> EraseAsync(
        Precondition? precondition = null, CancellationToken cancellation = default) =>
        CallAsync(grain => grain.EraseAsync(precondition, cancellation));

    public ValueTask<TaskResult> CheckKeyAsync(WriteRequest write, CancellationToken cancellation = default) =>
        CallAsync(grain => grain.CheckKeyAsync(write, cancellation));

    public ValueTask<TaskChanges> ChangesAsync(
        long since, string publicAddress, CancellationToken cancellation = default) =>
        CallAsync(grain => grain.ChangesAsync(since, publicAddress, cancellation));

    public ValueTask<TaskSummary> SummaryAsync(CancellationToken cancellation = default) =>
        CallAsync(grain => grain.SummaryAsync(cancellation));

    public async IAsyncEnumerable<TaskEvent> WatchAsync(
        long? since, string publicAddress, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var cell = directory.Enter(user);
        try
        {
            await foreach (var happened in cell.Grain.WatchAsync(since, publicAddress, cancellation))
            {
                yield return happened;
            }
        }
        finally
        {
            directory.Exit(cell);
        }
    }

    private async ValueTask<TAnswer> CallAsync<TAnswer>(Func<UserTasksGrain, ValueTask<TAnswer>> call)
    {
        var cell = directory.Enter(user);
        try
        {
            return await call(cell.Grain);
        }
        finally
        {
            directory.Exit(cell);
        }
    }
}
