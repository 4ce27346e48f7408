using Xunit;

namespace TaskActors.Testing;

/// <summary>A host over a store, and one user's actor in it.</summary>
public abstract class HostTests : IAsyncLifetime
{
    private IHostUnderTest? _host;
    private ProbedTaskStore? _store;

    protected static UserId Alice { get; } = new("alice");

    protected ProbedTaskStore Store => _store!;

    protected IHostUnderTest Host => _host!;

    protected UserTasksCalls Tasks => Host.Of(Alice);

    protected virtual TaskLimits Limits { get; } = new() { QueueLengthMax = 100 };

    public async Task InitializeAsync()
    {
        _store = new ProbedTaskStore(await OpenStoreAsync());
        _host = await StartAsync(new HostSetup(Store, Limits));
    }

    public virtual async Task DisposeAsync() => await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);

    /// <summary>The store below the host: in memory, unless a suite is about another one.</summary>
    protected virtual Task<ITaskStore> OpenStoreAsync() => Task.FromResult<ITaskStore>(new MemoryTaskStore());

    protected abstract Task<IHostUnderTest> StartAsync(HostSetup setup);
}
