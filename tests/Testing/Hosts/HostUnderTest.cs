namespace TaskActors.Testing;

/// <summary>Running actors: on one silo or several, as front doors reach them.</summary>
public interface IHostUnderTest : IAsyncDisposable
{
    /// <summary>The user's actor, through each front door in turn.</summary>
    UserTasksCalls Of(UserId user);

    /// <summary>Lets every activation go, as a restart would: the next call loads anew.</summary>
    Task ForgetAllAsync();

    /// <summary>
    /// Waits until the user's actor has begun so many calls and answered none of them, and knows that the callers of so
    /// many have left. A write among them is in the queue.
    /// </summary>
    Task UnderWayAsync(UserId user, int calls, int left = 0);
}

/// <summary>What a host is started with.</summary>
public sealed record HostSetup(ITaskStore Store, TaskLimits Limits);
