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
}
