using System.Data.Common;
using Npgsql;

namespace TaskActors.Storage;

/// <summary>
/// PostgreSQL: a server that may be restarted or lost at any time. A session that writes owns the database as well.
/// </summary>
/// <param name="connections">Opens sessions.</param>
/// <param name="first">The session that took the owner's lock when the storage was opened.</param>
/// <param name="isShared">Whether other nodes of a cluster own the database too.</param>
internal class PostgresDialect(PostgresConnections connections, NpgsqlConnection? first, bool isShared)
    : SqlDialect, IDisposable
{
    private NpgsqlConnection? _first = first;

    public override string Location => connections.Location;

    public override string BeginRead => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    // The fence reads the row that it changes, after waiting for whoever changes it: no stricter level is needed, and
    // none may be had, because it would fail where this finds a newer revision.
    public override string BeginWrite => "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

    public override SchemaDefinition Schema => PostgresSchema.Definition;

    public override DbConnection OpenForWriting()
    {
        if (Interlocked.Exchange(ref _first, null) is { } opened)
        {
            return opened;
        }

        var connection = connections.Open();
        try
        {
            PostgresLocks.TakeOwner(connection, isShared);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override async Task<DbConnection> OpenForReadingAsync(CancellationToken cancellation) =>
        await connections.OpenForReadingAsync(cancellation);

    /// <summary>A server that goes away ends its sessions.</summary>
    public override void RequireInPlace()
    {
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The server answered COMMIT with an error of the transaction: it is rolled back. What ends the session instead
    /// (FATAL, PANIC), or no answer at all, tells nothing: the commit may have been stored before.
    /// </remarks>
    public override bool IsUnwritten(DbConnection connection, Exception error) =>
        error is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>Class XX: a page or an index that the server itself cannot make sense of.</summary>
    public override bool IsDamage(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted };

    /// <summary>
    /// Deleted rows are out of reach at once. When their bytes go, from the tables and from the log that standbys and
    /// backups are made of, is the server's affair.
    /// </summary>
    public override void Scrub(DbConnection connection)
    {
    }

    public override void Settle(DbConnection connection)
    {
    }

    /// <summary>Lets the first session go if nobody ever wrote.</summary>
    public void Dispose() => Interlocked.Exchange(ref _first, null)?.Dispose();
}
