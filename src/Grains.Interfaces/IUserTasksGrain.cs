using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace TaskActors;

/// <summary>
/// One user's task list: a virtual actor whose key is <see cref="UserId.Key"/>. Writes are decided in order of arrival;
/// reads answer from the value last committed and never wait for a write. Refusals are results; a call throws only when
/// it was cancelled before its turn, or its host went away.
/// </summary>
[Alias("user-tasks")]
public interface IUserTasksGrain : IGrainWithStringKey
{
    [AlwaysInterleave, Alias("get")]
    ValueTask<TaskResult> GetAsync(TaskId id, CancellationToken cancellation = default);

    /// <param name="query">Which tasks.</param>
    /// <param name="publicAddress">What each task's <c>url</c> begins with.</param>
    /// <param name="cancellation">The caller's.</param>
    [AlwaysInterleave, Alias("list")]
    ValueTask<TaskPage> ListAsync(TaskQuery query, string publicAddress, CancellationToken cancellation = default);

    /// <summary>Adds a task; the precondition is about the list.</summary>
    [Alias("create")]
    ValueTask<TaskResult> CreateAsync(TaskEdit edit, WriteRequest write, CancellationToken cancellation = default);

    [Alias("edit")]
    ValueTask<TaskResult> EditAsync(
        TaskId id, TaskEdit edit, WriteRequest write, CancellationToken cancellation = default);

    /// <param name="id">Which task.</param>
    /// <param name="completed">What it shall be; null toggles.</param>
    /// <param name="write">Precondition and key.</param>
    /// <param name="cancellation">The caller's.</param>
    [Alias("complete")]
    ValueTask<TaskResult> CompleteAsync(
        TaskId id, bool? completed, WriteRequest write, CancellationToken cancellation = default);

    [Alias("delete")]
    ValueTask<TaskResult> DeleteAsync(TaskId id, WriteRequest write, CancellationToken cancellation = default);

    /// <summary>
    /// Removes every task that the filter matches, as one revision; the precondition is about the list.
    /// </summary>
    [Alias("clear")]
    ValueTask<TaskResult> ClearAsync(TaskFilter filter, WriteRequest write, CancellationToken cancellation = default);

    /// <summary>All operations or none, as one revision; the precondition is about the list.</summary>
    [Alias("batch")]
    ValueTask<TaskResult> BatchAsync(
        ImmutableArray<BatchOperation> operations, WriteRequest write, CancellationToken cancellation = default);

    /// <summary>Adds tasks with new ids, all or none, as one revision; the precondition is about the list.</summary>
    /// <param name="tasks">In the order in which they get their ids.</param>
    /// <param name="isDryRun">Whether only the answer is wanted.</param>
    /// <param name="write">Precondition and key.</param>
    /// <param name="cancellation">The caller's.</param>
    [Alias("import")]
    ValueTask<TaskResult> ImportAsync(
        ImmutableArray<ImportedTask> tasks, bool isDryRun, WriteRequest write,
        CancellationToken cancellation = default);

    /// <summary>
    /// Erases tasks, tombstones and receipts as one revision, and ends the live streams. Revision and next id go on.
    /// </summary>
    [Alias("erase")]
    ValueTask<TaskResult> EraseAsync(Precondition? precondition = null, CancellationToken cancellation = default);

    /// <summary>
    /// Asks whether the key of a request that is about to be refused is known: a replay, a refusal because the key was
    /// used for another request, or neither. A running request with this key is waited for.
    /// </summary>
    [Alias("check-key")]
    ValueTask<TaskResult> CheckKeyAsync(WriteRequest write, CancellationToken cancellation = default);

    /// <param name="since">The revision that the client has.</param>
    /// <param name="publicAddress">What each task's <c>url</c> begins with.</param>
    /// <param name="cancellation">The caller's.</param>
    [AlwaysInterleave, Alias("changes")]
    ValueTask<TaskChanges> ChangesAsync(
        long since, string publicAddress, CancellationToken cancellation = default);

    [AlwaysInterleave, Alias("summary")]
    ValueTask<TaskSummary> SummaryAsync(CancellationToken cancellation = default);

    /// <summary>
    /// The changes from a revision on, as they are stored. It ends when the actor is let go, when everything is erased,
    /// or when the reader is too slow; the reader then resumes with the last revision it saw.
    /// </summary>
    /// <param name="since">The revision that the client has; null for the present one.</param>
    /// <param name="publicAddress">What each task's <c>url</c> begins with.</param>
    /// <param name="cancellation">Ends it.</param>
    [AlwaysInterleave, Alias("watch")]
    IAsyncEnumerable<TaskEvent> WatchAsync(
        long? since, string publicAddress, CancellationToken cancellation = default);
}
