using System.Collections.Immutable;
using System.Data.Common;
using System.Net.Sockets;
using TaskActors.Storage;

namespace TaskActors.MovingIn;

/// <summary>
/// The database of the app that users move from. It is only read, and every value comes as text: the two kinds then
/// differ in nothing that a row's reader would have to know.
/// </summary>
public abstract class SourceDatabase
{
    /// <summary>What it is and where, without anything secret.</summary>
    public abstract string Description { get; }

    /// <summary>Parameters of the address that mean nothing here.</summary>
    public virtual ImmutableArray<string> Ignored => [];

    /// <summary>Asks for table, name and type of every column; the schema is the parameter @schema.</summary>
    internal abstract string ColumnsQuery { get; }

    /// <summary>The collation that compares bytes, so that equal users stand together and others apart.</summary>
    internal abstract string ByteOrder { get; }

    /// <summary>Understands an address of PostgreSQL as <c>.env</c> files have it, or the path of an SQLite
    /// file.</summary>
    /// <exception cref="SetupException">It is neither; the message repeats nothing of it.</exception>
    public static SourceDatabase Parse(string from, string folder) =>
        PostgresUrl.IsOne(from) ? new PostgresSource(PostgresUrl.Parse(from)) : SqliteSource.At(from, folder);

    /// <exception cref="SetupException">It cannot be reached.</exception>
    internal async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            return await ConnectAsync(cancellation);
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            throw Unreadable(failure);
        }
    }

    /// <summary>Whether this is the database's failure, and no bug.</summary>
    internal static bool IsFailure(Exception failure) =>
        failure is DbException or SocketException or IOException or TimeoutException or UnauthorizedAccessException;

    internal SetupException Unreadable(Exception failure) =>
        new($"The {Description} cannot be read: {failure.Message.TrimEnd('.')}.", failure);

    /// <summary>The SQL of a column's value as text.</summary>
    internal abstract string TextOf(SourceColumn column);

    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    protected abstract Task<DbConnection> ConnectAsync(CancellationToken cancellation);
}

/// <summary>A column of the source.</summary>
internal sealed record SourceColumn(string Table, string Name, string Type);
