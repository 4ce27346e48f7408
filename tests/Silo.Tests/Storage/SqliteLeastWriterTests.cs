using Microsoft.Extensions.Logging.Abstractions;
using TaskActors.Storage;

namespace TaskActors.Tests.Storage;

/// <summary>The least writer of a file.</summary>
public sealed class SqliteLeastWriterTests : LeastWriterConformance
{
    private static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(10);

    private readonly SqliteFolder _folder = new();
    private SqliteTaskStorage? _storage;

    public override async Task DisposeAsync()
    {
        await _storage!.DisposeAsync();
        _folder.Delete();
    }

    private protected override async Task<ITaskStorage> OpenAsync() => _storage = await _folder.OpenAsync();

    private protected override void Migrate(SchemaDefinition schema)
    {
        using var connection = SqliteConnections.OpenToPrepare(_folder.File, BusyWait);
        var file = new SqliteSchema(_folder.File, connection, backsUp: false, NullLogger.Instance);
        new SchemaMigration(schema, file, TimeProvider.System, NullLogger.Instance).Run();
    }

    private protected override SqlDialect DialectOf(SchemaDefinition schema) => new OtherProgram(_folder.File, schema);

    private protected override Task<string?> AskAsync(string sql) => Task.FromResult(_folder.Run(sql));

    private sealed class OtherProgram(string path, SchemaDefinition schema) : SqliteDialect(path, BusyWait)
    {
        public override SchemaDefinition Schema => schema;
    }
}
