namespace TaskActors.Testing;

/// <summary>Running actors: on one silo or several, as front doors reach them.</summary>
public interface IHostUnderTest : IAsyncDisposable
{
    /// <summary>The user's actor, through each front door in turn.</summary>
    UserTasksCalls Of(UserId user);

    /// <summary>Lets every activation go, as a restart would: the next call loads anew.</summary>
    Task ForgetAllAsync();
}

/// <summary>What a host is started with.</summary>
public sealed record HostSetup(ITaskStore Store, TaskLimits Limits);
