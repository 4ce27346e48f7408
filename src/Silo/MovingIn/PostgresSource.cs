using System.Collections.Immutable;
using System.Data.Common;
using Npgsql;
using TaskActors.Storage;

namespace TaskActors.MovingIn;

/// <summary>A PostgreSQL database of another app, read in one transaction that sees one moment of it.</summary>
internal sealed class PostgresSource(PostgresUrl address) : SourceDatabase
{
    // The text of an instant depends on the session's zone and style; a transaction's own settings pass every pooler.
    private const string Begin =
        """
        BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
        SET LOCAL TimeZone = 'UTC';
        SET LOCAL DateStyle = 'ISO, YMD'
        """;

    public override string Description => $"PostgreSQL database {address}";

    public override ImmutableArray<string> Ignored => address.Ignored;

    internal override string ColumnsQuery =>
        """
        SELECT table_name, column_name, data_type FROM information_schema.columns
         WHERE table_schema = COALESCE(CAST(@schema AS text), current_schema()) ORDER BY table_name, ordinal_position
        """;

    internal override string ByteOrder => "\"C\"";

    internal override string TextOf(SourceColumn column) => column.Type == "ARRAY"
        ? $"CAST(to_json({Quote(column.Name)}) AS text)"
        : $"CAST({Quote(column.Name)} AS text)";

    protected override async Task<DbConnection> ConnectAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(address.With(static settings =>
        {
            settings.ApplicationName = "TaskActors import-fastapi";
            // Sorting a large table takes its time before the first row.
            settings.CommandTimeout = 600;
        }));
        try
        {
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand(Begin, connection);
            await command.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
