using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using TaskActors.Signals;

namespace TaskActors;

/// <summary>
/// The actor: one user's task list. Turns of its own order the writes, so that it is reentrant for Orleans; reads
/// answer from the published list.
/// </summary>
/// <remarks>
/// Nothing is loaded while it activates: a failure there would reach callers past the filters. Every load and commit is
/// awaited by a call, and Orleans lets an activation go only while no call runs, so that no successor loads beside one.
/// </remarks>
[GrainType(TypeName), Reentrant]
public sealed class UserTasksGrain : Grain, IUserTasksGrain, IDisposable
{
    /// <summary>Part of every actor's identity: it never changes.</summary>
    public const string TypeName = "user-tasks";

    private readonly UserId _user;
    private readonly ActorParts _parts;
    private readonly PublishedTasks _published;
    private readonly TurnRunner _turns;
    private readonly TaskStream _stream;

    public UserTasksGrain(ActorParts parts, SnapshotRegistry snapshots)
    {
        _parts = parts;
        _user = UserId.FromKey(this.GetPrimaryKeyString());
        var watchers = new Watchers(parts.Limits);
        _published = new PublishedTasks(_user, parts, watchers, snapshots.PublisherOf(_user));
        _turns = new TurnRunner(_user, parts, _published, watchers, DeactivateOnIdle);
        _stream = new TaskStream(_user, parts, _published, watchers);
        ActorSignals.ActorBegins();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _published.Drop();
        return Task.CompletedTask;
    }

    /// <summary>Orleans calls no other hook for an activation that is let go while it activates.</summary>
    public void Dispose()
    {
        _published.Drop();
        ActorSignals.ActorEnds();
    }

    public ValueTask<TaskResult> GetAsync(TaskId id, CancellationToken cancellation = default) =>
        ReadAsync(list => list.Get(id), TaskResult.Refused, cancellation);

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
        MarkedAsync(_stream.ReadAsync(since, publicAddress, cancellation), cancellation);

    private ValueTask<TaskResult> WriteAsync(
        Func<TaskList, DateTimeOffset, Decision> decide, WriteRequest write, CancellationToken cancellation) =>
        new(_turns.RunAsync(decide, write, cancellation));

    private ValueTask<TAnswer> ReadAsync<TAnswer>(
        Func<TaskList, TAnswer> read, Func<TaskError, TAnswer> refuse, CancellationToken cancellation) =>
        _published.Current is { } list ? new(Answer(list, read)) : new(LoadAndReadAsync(read, refuse, cancellation));

    private async Task<TAnswer> LoadAndReadAsync<TAnswer>(
        Func<TaskList, TAnswer> read, Func<TaskError, TAnswer> refuse, CancellationToken cancellation)
    {
        TaskList list;
        try
        {
            list = await _published.ReadAsync();
        }
        catch (Exception failure)
        {
            return refuse(_parts.Logger.LoadFailed(_user, failure));
        }

        cancellation.ThrowIfCancellationRequested();
        return Answer(list, read);
    }

    private static TAnswer Answer<TAnswer>(TaskList list, Func<TaskList, TAnswer> read)
    {
        try
        {
            return read(list);
        }
        catch (Exception bug)
        {
            throw ActorFailedException.Of(bug);
        }
    }

    private static async IAsyncEnumerable<TaskEvent> MarkedAsync(
        IAsyncEnumerable<TaskEvent> events, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var reader = events.GetAsyncEnumerator(cancellation);
        while (await MoveNextAsync())
        {
            yield return reader.Current;
        }

        async ValueTask<bool> MoveNextAsync()
        {
            try
            {
                return await reader.MoveNextAsync();
            }
            catch (Exception bug) when (bug is not OperationCanceledException)
            {
                throw ActorFailedException.Of(bug);
            }
        }
    }
}
