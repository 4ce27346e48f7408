using Xunit;

namespace TaskActors.Testing;

/// <summary>A host over a store in memory, and one user's actor in it.</summary>
public abstract class HostTests : IAsyncLifetime
{
    private IHostUnderTest? _host;

    protected static UserId Alice { get; } = new("alice");

    protected ProbedTaskStore Store { get; } = new(new MemoryTaskStore());

    protected IHostUnderTest Host => _host!;

    protected IUserTasksGrain Tasks => Host.Directory.TasksOf(Alice);

    protected virtual TaskLimits Limits { get; } = new() { QueueLengthMax = 100 };

    public async Task InitializeAsync() => _host = await StartAsync(new HostSetup(Store, Limits));

    public async Task DisposeAsync() => await Host.DisposeAsync();

    protected abstract Task<IHostUnderTest> StartAsync(HostSetup setup);
}
