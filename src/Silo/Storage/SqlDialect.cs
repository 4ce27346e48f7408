using System.Data.Common;

namespace TaskActors.Storage;

/// <summary>
/// Everything in which one SQL database differs from another; <see cref="SqlTaskStore"/> knows no more.
/// </summary>
internal abstract class SqlDialect
{
    /// <summary>
    /// Asks for the revision and the last id of users who were never here: what all numbers were raised by.
    /// </summary>
    public const string FirstRevision = "SELECT COALESCE(SUM(raised_by), 0) FROM restores";

    /// <summary>Where the data lies, for people to read.</summary>
    public abstract string Location { get; }

    /// <summary>Begins a transaction whose reads all see one moment.</summary>
    public abstract string BeginRead { get; }

    /// <summary>Begins a transaction that may write.</summary>
    public abstract string BeginWrite { get; }

    /// <summary>The tables, and the version in which this program writes them.</summary>
    public abstract SchemaDefinition Schema { get; }

    /// <summary>Opens a connection of the writer's, every setting that durability rests on read back.</summary>
    public abstract DbConnection OpenForWriting();

    /// <summary>Opens a connection that only reads; no thread waits where a server is asked.</summary>
    public abstract Task<DbConnection> OpenForReadingAsync(CancellationToken cancellation);

    /// <summary>Prepares a statement that changes rows, for the writer's connection.</summary>
    public virtual IWriteStatement PrepareWrite(
        DbConnection connection, string text, params ReadOnlySpan<string> parameters) =>
        new SqlStatement(connection, text, parameters);

    /// <summary>
    /// Throws when what a connection was opened on is no longer there, although the connection would not notice.
    /// </summary>
    public abstract void RequireInPlace();

    /// <summary>Whether a COMMIT that failed with this error is certainly not stored, and never will be.</summary>
    public abstract bool IsUnwritten(DbConnection connection, Exception error);

    /// <summary>
    /// Told that nobody knows whether a COMMIT is stored: what it left behind is to be made sure of before anything is
    /// read from it or built on it.
    /// </summary>
    public virtual void Doubt()
    {
    }

    /// <summary>Whether a read failed because the data itself is damaged.</summary>
    public abstract bool IsDamage(Exception error);

    /// <summary>Removes from every file what committed transactions have deleted.</summary>
    /// <exception cref="DbException">It cannot be done now.</exception>
    public abstract void Scrub(DbConnection connection);

    /// <summary>What is to be done on the writer's connection before it closes in good order.</summary>
    public abstract void Settle(DbConnection connection);
}
