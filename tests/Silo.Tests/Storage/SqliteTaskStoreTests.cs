using TaskActors.Storage;
using TaskActors.Testing;

namespace TaskActors.Tests.Storage;

/// <summary>SQLite keeps the promises of every store.</summary>
public sealed class SqliteTaskStoreTests : TaskStoreConformance
{
    private readonly SqliteFolder _folder = new();
    private SqliteTaskStorage? _storage;

    protected override async Task<ITaskStore> OpenAsync()
    {
        _storage = await _folder.OpenAsync();
        return _storage.Store;
    }

    public override async Task DisposeAsync()
    {
        await _storage!.DisposeAsync();
        _folder.Delete();
    }
}
