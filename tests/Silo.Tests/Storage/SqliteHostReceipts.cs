using TaskActors.Storage;
using TaskActors.Testing;
using TaskActors.Tests.Cluster;
using Xunit;

namespace TaskActors.Tests.Storage;

/// <summary>Answers are kept and given again from an SQLite file.</summary>
public sealed class SqliteHostReceipts(OneSilo silo) : HostReceipts, IClassFixture<OneSilo>
{
    private readonly SqliteFolder _folder = new();
    private SqliteTaskStorage? _storage;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _storage!.DisposeAsync();
        _folder.Delete();
    }

    protected override async Task<ITaskStore> OpenStoreAsync()
    {
        _storage = await _folder.OpenAsync();
        return _storage.Store;
    }

    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) => silo.StartAsync(setup);
}
