using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;

namespace TaskActors;

/// <summary>
/// The actor: one user's task list. Turns of its own order the writes, so that it is reentrant for its host; reads
/// answer from the published list. A plain class: all it wants of a host is <see cref="IUserTasksHost"/>.
/// </summary>
[GrainType("user-tasks"), Reentrant]
public sealed class UserTasksGrain : IUserTasksGrain
{
    private readonly PublishedTasks _published;
    private readonly TurnRunner _turns;
    private readonly TaskStream _stream;
    private readonly ActorParts _parts;

    public UserTasksGrain(
        IUserTasksHost host, ITaskStore store, TaskLimits limits, TimeProvider clock, ILogger<UserTasksGrain> logger)
    {
        _parts = new ActorParts(host, store, limits, clock, logger);
        var watchers = new Watchers(limits);
        _published = new PublishedTasks(_parts, watchers);
        _turns = new TurnRunner(_parts, _published, watchers);
        _stream = new TaskStream(_parts, _published, watchers);
        host.Serves(this);
    }

    /// <summary>Whether a read has its answer in memory.</summary>
    public bool CanAnswerReads => _published.Current is not null;

    public ValueTask<TaskResult> GetAsync(TaskId id, CancellationToken cancellation = default)
    {
        return ReadAsync(Get, TaskResult.Refused, cancellation);

        TaskResult Get(TaskList list) =>
            list.Find(id) is { } task ? TaskResult.Of(task, list.Rev) : TaskResult.Refused(TaskError.NotFound);
    }

    public ValueTask<TaskPage> ListAsync(
        TaskQuery query, string publicAddress, CancellationToken cancellation = default) =>
        ReadAsync(list => list.Read(query, publicAddress), TaskPage.Refused, cancellation);

    public ValueTask<TaskResult> CreateAsync(
        TaskEdit edit, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync((list, now) => list.Create(edit, write.Precondition, now), write, cancellation);

    public ValueTask<TaskResult> EditAsync(
        TaskId id, TaskEdit edit, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync((list, now) => list.Edit(id, edit, write.Precondition, now), write, cancellation);

    public ValueTask<TaskResult> CompleteAsync(
        TaskId id, bool? completed, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync((list, now) => list.Complete(id, completed, write.Precondition, now), write, cancellation);

    public ValueTask<TaskResult> DeleteAsync(TaskId id, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync((list, now) => list.Delete(id, write.Precondition, now), write, cancellation);

    public ValueTask<TaskResult> ClearAsync(
        TaskFilter filter, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync((list, now) => list.Clear(filter, write.Precondition, now), write, cancellation);

    public ValueTask<TaskResult> BatchAsync(
        ImmutableArray<BatchOperation> operations, WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync((list, now) => list.Batch(operations, write.Precondition, now), write, cancellation);

    public ValueTask<TaskResult> ImportAsync(
        ImmutableArray<ImportedTask> tasks, bool isDryRun, WriteRequest write,
        CancellationToken cancellation = default) =>
        WriteAsync((list, now) => list.Import(tasks, isDryRun, write.Precondition, now), write, cancellation);

    public ValueTask<TaskResult> EraseAsync(
        Precondition? precondition = null, CancellationToken cancellation = default) =>
        WriteAsync((list, now) => list.Erase(precondition, now), WriteRequest.Plain, cancellation);

    public ValueTask<TaskResult> CheckKeyAsync(WriteRequest write, CancellationToken cancellation = default) =>
        WriteAsync((list, _) => list.Inquire(), write, cancellation);

    public ValueTask<TaskChanges> ChangesAsync(
        long since, string publicAddress, CancellationToken cancellation = default) =>
        ReadAsync(list => list.Since(since, publicAddress), TaskChanges.Refused, cancellation);

    public ValueTask<TaskSummary> SummaryAsync(CancellationToken cancellation = default) =>
        ReadAsync(list => list.Summarize(), TaskSummary.Refused, cancellation);

    public IAsyncEnumerable<TaskEvent> WatchAsync(
        long? since, string publicAddress, CancellationToken cancellation = default) =>
        _stream.ReadAsync(since, publicAddress, cancellation);

    private ValueTask<TaskResult> WriteAsync(
        Func<TaskList, DateTimeOffset, Decision> decide, WriteRequest write, CancellationToken cancellation) =>
        new(_turns.RunAsync(decide, write, cancellation));

    private ValueTask<TAnswer> ReadAsync<TAnswer>(
        Func<TaskList, TAnswer> read, Func<TaskError, TAnswer> refuse, CancellationToken cancellation) =>
        _published.Current is { } list ? new(read(list)) : new(LoadAndReadAsync(read, refuse, cancellation));

    private async Task<TAnswer> LoadAndReadAsync<TAnswer>(
        Func<TaskList, TAnswer> read, Func<TaskError, TAnswer> refuse, CancellationToken cancellation)
    {
        TaskList list;
        try
        {
            // The load is everybody's: a caller who leaves stops waiting for it and does not stop it.
            list = await _published.ReadAsync().WaitAsync(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return refuse(_parts.Logger.LoadFailed(_parts.Host.User, failure));
        }

        return read(list);
    }
}
