using System.Collections.Immutable;

namespace TaskActors.Cluster;

/// <summary>
/// A user's actor as a front door calls it: what is safe to repeat is repeated for a moment when a silo is lost, while
/// the actor moves. That is reads, and writes with an idempotency key; any other lost write may have been written.
/// </summary>
/// <param name="grain">Orleans' reference to the actor.</param>
/// <param name="time">For the pauses between two tries.</param>
/// <param name="nearby">The actor itself, where it is in this process and can answer reads.</param>
internal sealed class RepeatingTasks(IUserTasksGrain grain, TimeProvider time, UserTasksGrain? nearby = null)
    : IUserTasksGrain
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);

    /// <summary>A call to a silo that is gone fails at once, and its actor may be back at any moment.</summary>
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(200);

    public ValueTask<TaskResult> GetAsync(TaskId id, CancellationToken cancellation = default) =>
        nearby?.GetAsync(id, cancellation) ?? RepeatAsync(() => grain.GetAsync(id, cancellation), cancellation);

    public ValueTask<TaskPage> ListAsync(
        TaskQuery query, string publicAddress, CancellationToken cancellation = default) =>
        nearby?.ListAsync(query, publicAddress, cancellation)
        ?? RepeatAsync(() => grain.ListAsync(query, publicAddress, cancellation), cancellation);

    public ValueTask<TaskResult> CreateAsync(
        TaskEdit edit, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync(() => grain.CreateAsync(edit, write, cancellation), write, cancellation);

    public ValueTask<TaskResult> EditAsync(
        TaskId id, TaskEdit edit, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync(() => grain.EditAsync(id, edit, write, cancellation), write, cancellation);

    public ValueTask<TaskResult> CompleteAsync(
        TaskId id, bool? completed, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync(() => grain.CompleteAsync(id, completed, write, cancellation), write, cancellation);

    public ValueTask<TaskResult> DeleteAsync(
        TaskId id, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync(() => grain.DeleteAsync(id, write, cancellation), write, cancellation);

    public ValueTask<TaskResult> ClearAsync(
        TaskFilter filter, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync(() => grain.ClearAsync(filter, write, cancellation), write, cancellation);

    public ValueTask<TaskResult> BatchAsync(
        ImmutableArray<BatchOperation> operations, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync(() => grain.BatchAsync(operations, write, cancellation), write, cancellation);

    public ValueTask<TaskResult> ImportAsync(
        ImmutableArray<ImportedTask> tasks, bool isDryRun, WriteRequest write,
        CancellationToken cancellation = default) =>
        WriteAsync(() => grain.ImportAsync(tasks, isDryRun, write, cancellation), write, cancellation);

    public ValueTask<TaskResult> EraseAsync(
        Precondition? precondition = null, CancellationToken cancellation = default) =>
        grain.EraseAsync(precondition, cancellation);

    public ValueTask<TaskResult> CheckKeyAsync(WriteRequest write, CancellationToken cancellation = default) =>
        RepeatAsync(() => grain.CheckKeyAsync(write, cancellation), cancellation);

    public ValueTask<TaskChanges> ChangesAsync(
        long since, string publicAddress, CancellationToken cancellation = default) =>
        nearby?.ChangesAsync(since, publicAddress, cancellation)
        ?? RepeatAsync(() => grain.ChangesAsync(since, publicAddress, cancellation), cancellation);

    public ValueTask<TaskSummary> SummaryAsync(CancellationToken cancellation = default) =>
        nearby?.SummaryAsync(cancellation) ?? RepeatAsync(() => grain.SummaryAsync(cancellation), cancellation);

    /// <summary>Whoever reads it resumes by himself.</summary>
    public IAsyncEnumerable<TaskEvent> WatchAsync(
        long? since, string publicAddress, CancellationToken cancellation = default) =>
        grain.WatchAsync(since, publicAddress, cancellation);

    private ValueTask<TaskResult> WriteAsync(
        Func<ValueTask<TaskResult>> call, WriteRequest write, CancellationToken cancellation) =>
        write.IdempotencyKey is null ? call() : RepeatAsync(call, cancellation);

    private async ValueTask<TAnswer> RepeatAsync<TAnswer>(
        Func<ValueTask<TAnswer>> call, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        for (var pause = PauseMin; ; pause = pause * 2 < PauseMax ? pause * 2 : PauseMax)
        {
            try
            {
                return await call();
            }
            catch (ActorUnavailableException) when (time.GetElapsedTime(began) + pause < Patience)
            {
                await Task.Delay(pause, time, cancellation);
            }
        }
    }
}
