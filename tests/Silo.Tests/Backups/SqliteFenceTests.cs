using TaskActors.Storage;
using TaskActors.Tests.Storage;

namespace TaskActors.Tests.Backups;

/// <summary>A fenced file.</summary>
public sealed class SqliteFenceTests : FenceConformance
{
    private readonly SqliteFolder _folder = new();

    private protected override StorageOptions Options => _folder.Options;

    public override Task InitializeAsync() => Task.CompletedTask;

    public override Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    private protected override Task<string?> AskAsync(string sql) => Task.FromResult(_folder.Run(sql));
}
