namespace TaskActors.Testing;

/// <summary>A running host of actors, of whichever kind.</summary>
public interface IHostUnderTest : IAsyncDisposable
{
    IUserTasksDirectory Directory { get; }

    /// <summary>Lets every activation go, as a restart would: the next call loads anew.</summary>
    Task ForgetAllAsync();
}

/// <summary>What a host is started with.</summary>
public sealed record HostSetup(ITaskStore Store, TaskLimits Limits);
