using System.Data.Common;
using System.Text.RegularExpressions;
using TaskActors.Storage;

namespace TaskActors.MovingIn;

/// <summary>An SQLite file of another app, opened for reading only.</summary>
internal sealed partial class SqliteSource(string path) : SourceDatabase
{
    public override string Description => $"SQLite file {path}";

    internal override string ColumnsQuery =>
        """
        SELECT made.name, col.name, col.type FROM sqlite_master AS made JOIN pragma_table_info(made.name) AS col
         WHERE made.type IN ('table', 'view') AND @schema IS NULL
        """;

    internal override string ByteOrder => "BINARY";

    /// <summary>Takes a path, also as SQLAlchemy writes it: <c>sqlite:///app.db</c>.</summary>
    public static SqliteSource At(string from, string folder)
    {
        var path = from;
        if (Scheme().Match(from) is { Success: true } scheme)
        {
            path = from[scheme.Length..];
            path = path.StartsWith("///", StringComparison.Ordinal) ? path[3..] : path;
        }
        else if (from.Contains("://", StringComparison.Ordinal))
        {
            throw new SetupException(
                "The source must be an address that begins with postgresql://, or the path of an SQLite file.");
        }

        return path.Length > 0
            ? new SqliteSource(Path.GetFullPath(path, folder))
            : throw new SetupException("The source is empty: name the address of PostgreSQL or an SQLite file.");
    }

    internal override string TextOf(SourceColumn column) => $"CAST({Quote(column.Name)} AS TEXT)";

    [GeneratedRegex(@"^sqlite(\+\w+)?:", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Scheme();

    protected override Task<DbConnection> ConnectAsync(CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new SetupException($"There is no file '{path}' to move from.");
        }

        SqliteFile.RequireSqlite(path);
        return Task.FromResult<DbConnection>(SqliteConnections.OpenReadOnly(path));
    }
}
