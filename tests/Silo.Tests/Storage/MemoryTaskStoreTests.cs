using TaskActors.Testing;

namespace TaskActors.Tests.Storage;

/// <summary>The store that other tests use keeps the promises of the real one.</summary>
public sealed class MemoryTaskStoreTests : TaskStoreConformance
{
    protected override Task<ITaskStore> OpenAsync() => Task.FromResult<ITaskStore>(new MemoryTaskStore());

    public override Task DisposeAsync() => Task.CompletedTask;
}
