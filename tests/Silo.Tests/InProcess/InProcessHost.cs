using Microsoft.Extensions.Logging.Abstractions;
using TaskActors.InProcess;
using TaskActors.Testing;

namespace TaskActors.Tests.InProcess;

/// <summary>The in-process host, without the program around it.</summary>
internal sealed class InProcessHost(HostSetup setup) : IHostUnderTest
{
    private readonly InProcessDirectory _directory = new(
        setup.Store, setup.Limits, new UserTasksHostOptions { IdleMax = TimeSpan.FromTicks(-1) }, TimeProvider.System,
        NullLogger<UserTasksGrain>.Instance);

    public IUserTasksDirectory Directory => _directory;

    public Task ForgetAllAsync()
    {
        // Everything counts as idle: whatever nobody is inside of goes.
        _directory.Evict();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
