using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TaskActors.Cluster;

namespace TaskActors;

/// <summary>
/// One user's actor as a front door calls it. A read is answered from the list that the actor has published in this
/// process, if there is one; everything else is a call. Calls that are safe to repeat are repeated for a moment when a
/// silo is lost, while the actor moves: reads, and writes with an idempotency key. Any other lost write may have been
/// written.
/// </summary>
public sealed class UserTasksCalls
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);

    /// <summary>A call to a silo that is gone fails at once, and its actor may be back at any moment.</summary>
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(200);

    private readonly UserId _user;
    private readonly Func<UserId, IUserTasksGrain> _actorOf;
    private readonly SnapshotRegistry? _snapshots;
    private readonly LostCalls _losses;
    private readonly TimeProvider _clock;

    internal UserTasksCalls(
        UserId user, Func<UserId, IUserTasksGrain> actorOf, SnapshotRegistry? snapshots, LostCalls losses,
        TimeProvider clock) =>
        (_user, _actorOf, _snapshots, _losses, _clock) = (user, actorOf, snapshots, losses, clock);

    private IUserTasksGrain Actor => _actorOf(_user);

    /// <inheritdoc cref="IUserTasksGrain.GetAsync"/>
    public ValueTask<TaskResult> GetAsync(TaskId id, CancellationToken cancellation = default) =>
        ReadAsync(list => list.Get(id), actor => actor.GetAsync(id, cancellation), cancellation);

    /// <inheritdoc cref="IUserTasksGrain.ListAsync"/>
    public ValueTask<TaskPage> ListAsync(
        TaskQuery query, string publicAddress, CancellationToken cancellation = default) =>
        ReadAsync(
            list => list.Read(query, publicAddress), actor => actor.ListAsync(query, publicAddress, cancellation),
            cancellation);

    /// <inheritdoc cref="IUserTasksGrain.ChangesAsync"/>
    public ValueTask<TaskChanges> ChangesAsync(
        long since, string publicAddress, CancellationToken cancellation = default) =>
        ReadAsync(
            list => list.Since(since, publicAddress), actor => actor.ChangesAsync(since, publicAddress, cancellation),
            cancellation);

    /// <inheritdoc cref="IUserTasksGrain.SummaryAsync"/>
    public ValueTask<TaskSummary> SummaryAsync(CancellationToken cancellation = default) =>
        ReadAsync(list => list.Summarize(), actor => actor.SummaryAsync(cancellation), cancellation);

    /// <inheritdoc cref="IUserTasksGrain.CreateAsync"/>
    public ValueTask<TaskResult> CreateAsync(
        TaskEdit edit, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync(actor => actor.CreateAsync(edit, write, cancellation), write, cancellation);

    /// <inheritdoc cref="IUserTasksGrain.EditAsync"/>
    public ValueTask<TaskResult> EditAsync(
        TaskId id, TaskEdit edit, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync(actor => actor.EditAsync(id, edit, write, cancellation), write, cancellation);

    /// <inheritdoc cref="IUserTasksGrain.CompleteAsync"/>
    public ValueTask<TaskResult> CompleteAsync(
        TaskId id, bool? completed, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync(actor => actor.CompleteAsync(id, completed, write, cancellation), write, cancellation);

    /// <inheritdoc cref="IUserTasksGrain.DeleteAsync"/>
    public ValueTask<TaskResult> DeleteAsync(
        TaskId id, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync(actor => actor.DeleteAsync(id, write, cancellation), write, cancellation);

    /// <inheritdoc cref="IUserTasksGrain.ClearAsync"/>
    public ValueTask<TaskResult> ClearAsync(
        TaskFilter filter, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync(actor => actor.ClearAsync(filter, write, cancellation), write, cancellation);

    /// <inheritdoc cref="IUserTasksGrain.BatchAsync"/>
    public ValueTask<TaskResult> BatchAsync(
        ImmutableArray<BatchOperation> operations, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync(actor => actor.BatchAsync(operations, write, cancellation), write, cancellation);

    /// <inheritdoc cref="IUserTasksGrain.ImportAsync"/>
    public ValueTask<TaskResult> ImportAsync(
        ImmutableArray<ImportedTask> tasks, bool isDryRun, WriteRequest write,
        CancellationToken cancellation = default) =>
        WriteAsync(actor => actor.ImportAsync(tasks, isDryRun, write, cancellation), write, cancellation);

    /// <inheritdoc cref="IUserTasksGrain.EraseAsync"/>
    public ValueTask<TaskResult> EraseAsync(
        Precondition? precondition = null, CancellationToken cancellation = default) =>
        CallAsync(actor => actor.EraseAsync(precondition, cancellation), cancellation);

    /// <inheritdoc cref="IUserTasksGrain.CheckKeyAsync"/>
    public ValueTask<TaskResult> CheckKeyAsync(WriteRequest write, CancellationToken cancellation = default) =>
        RepeatAsync(actor => actor.CheckKeyAsync(write, cancellation), cancellation);

    /// <summary>The events of one activation, heartbeats included; whoever reads them resumes by itself.</summary>
    /// <inheritdoc cref="IUserTasksGrain.WatchAsync"/>
    public IAsyncEnumerable<TaskEvent> WatchAsync(
        long? since, string publicAddress, CancellationToken cancellation = default) =>
        _losses.Read(Actor.WatchAsync(since, publicAddress, cancellation));

    /// <summary>Looks once, when everything about the read is known.</summary>
    private ValueTask<T> ReadAsync<T>(
        Func<TaskList, T> read, Func<IUserTasksGrain, ValueTask<T>> call, CancellationToken cancellation,
        [CallerMemberName] string method = "") =>
        _snapshots?.Find(_user) is { } list ? new(read(list)) : RepeatAsync(call, cancellation, method);

    private ValueTask<TaskResult> WriteAsync(
        Func<IUserTasksGrain, ValueTask<TaskResult>> call, WriteRequest write, CancellationToken cancellation,
        [CallerMemberName] string method = "") =>
        write.IdempotencyKey is null
            ? CallAsync(call, cancellation, method) : RepeatAsync(call, cancellation, method);

    private ValueTask<T> CallAsync<T>(
        Func<IUserTasksGrain, ValueTask<T>> call, CancellationToken cancellation,
        [CallerMemberName] string method = "") =>
        _losses.AnswerAsync(Actor, call, method, cancellation);

    private async ValueTask<T> RepeatAsync<T>(
        Func<IUserTasksGrain, ValueTask<T>> call, CancellationToken cancellation,
        [CallerMemberName] string method = "")
    {
        var began = _clock.GetTimestamp();
        for (var pause = PauseMin; ; pause = pause * 2 < PauseMax ? pause * 2 : PauseMax)
        {
            try
            {
                return await CallAsync(call, cancellation, method);
            }
            catch (ActorUnavailableException) when (_clock.GetElapsedTime(began) + pause < Patience)
            {
                await Task.Delay(pause, _clock, cancellation);
            }
        }
    }
}
