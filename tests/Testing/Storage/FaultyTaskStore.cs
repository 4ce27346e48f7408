namespace TaskActors.Testing;

/// <summary>On which side of the real call a fault strikes.</summary>
public enum FaultMoment
{
    /// <summary>Nothing took place: <see cref="StorageFailure.Unavailable"/>.</summary>
    Before,

    /// <summary>
    /// A commit took place and its answer is lost: <see cref="StorageFailure.OutcomeUnknown"/>. What a load found is
    /// lost:
    /// <see cref="StorageFailure.Unavailable"/>.
    /// </summary>
    After,
}

/// <summary>
/// A store that fails at its n-th call, loads and commits counted together from 1. A test runs with n = 1, 2, 3, …
/// until a run has <see cref="HasFailed"/> false: then every call of the run was struck once.
/// </summary>
public sealed class FaultyTaskStore(ITaskStore store) : ITaskStore
{
    private int _calls;
    private int _failAt;
    private FaultMoment _moment;
    private volatile bool _hasFailed;

    /// <summary>How many calls there were.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Whether the fault has struck.</summary>
    public bool HasFailed => _hasFailed;

    /// <summary>Makes the n-th call from now on fail, counted from 1; none if n is 0. Only that one.</summary>
    public void FailAt(int call, FaultMoment moment)
    {
        _hasFailed = false;
        _moment = moment;
        _failAt = call;
        Volatile.Write(ref _calls, 0);
    }

    public async Task<StoredTasks> LoadAsync(UserId user, CancellationToken cancellation)
    {
        var isStruck = Count();
        Strike(isStruck, FaultMoment.Before, StorageFailure.Unavailable);
        var stored = await store.LoadAsync(user, cancellation);
        Strike(isStruck, FaultMoment.After, StorageFailure.Unavailable);
        return stored;
    }

    public async Task CommitAsync(TaskCommit commit, CancellationToken cancellation)
    {
        var isStruck = Count();
        Strike(isStruck, FaultMoment.Before, StorageFailure.Unavailable);
        await store.CommitAsync(commit, cancellation);
        Strike(isStruck, FaultMoment.After, StorageFailure.OutcomeUnknown);
    }

    private bool Count() => Interlocked.Increment(ref _calls) == _failAt;

    private void Strike(bool isStruck, FaultMoment moment, StorageFailure failure)
    {
        if (isStruck && moment == _moment)
        {
            _hasFailed = true;
            throw new StorageException(failure, $"The test's fault struck {moment}.");
        }
    }
}
