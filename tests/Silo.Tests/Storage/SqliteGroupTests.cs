using Microsoft.Data.Sqlite;
using TaskActors.Storage;

namespace TaskActors.Tests.Storage;

/// <summary>Many users' commits in one transaction of SQLite.</summary>
public sealed class SqliteGroupTests : GroupConformance
{
    private readonly SqliteFolder _folder = new();
    private SqliteTaskStorage? _storage;

    public override async Task DisposeAsync()
    {
        await _storage!.DisposeAsync();
        _folder.Delete();
    }

    private protected override async Task<ITaskStorage> OpenAsync(TimeSpan busyWait)
    {
        var options = _folder.Options;
        options.BusyWait = busyWait;
        return _storage = await SqliteFolder.OpenAsync(options);
    }

    private protected override Task<IAsyncDisposable> HoldAsync()
    {
        var connection = _folder.Connect();
        SqliteFolder.Run(connection, "BEGIN IMMEDIATE");
        return Task.FromResult<IAsyncDisposable>(connection);
    }

    private protected override Task<string?> AskAsync(string sql) => Task.FromResult(_folder.Run(sql));
}
