using System.Data.Common;
using TaskActors.Storage;

namespace TaskActors.Copying;

/// <summary>All rows of one user after the other, read from or written to one connection.</summary>
internal sealed class UserRows : IDisposable
{
    private readonly DbConnection _connection;
    private readonly SqlStatement _nextUser, _count, _begin, _commit;
    private readonly List<(CopiedTable Table, SqlStatement Select, SqlStatement Insert)> _tables;

    public UserRows(DbConnection connection, SqlDialect dialect)
    {
        _connection = connection;
        _nextUser = new SqlStatement(
            connection, "SELECT user_key FROM users WHERE user_key > @after ORDER BY user_key LIMIT 1", "@after");
        _count = new SqlStatement(connection, "SELECT count(*) FROM users");
        _begin = new SqlStatement(connection, dialect.BeginWrite);
        _commit = new SqlStatement(connection, "COMMIT");
        _tables =
        [
            .. CopiedTable.All.Select(table => (
                table, new SqlStatement(connection, table.Select, "@user"),
                new SqlStatement(connection, table.Insert, table.Parameters))),
        ];
    }

    public async Task<long> CountAsync(CancellationToken cancellation)
    {
        await using var row = await _count.ReadAsync([], cancellation);
        await row.ReadAsync(cancellation);
        return row.GetInt64(0);
    }

    /// <summary>Where users begin who were never here.</summary>
    public long FirstRevision => SqlText.Number(_connection, SqlDialect.FirstRevision);

    /// <summary>Lets users who were never here begin at this number, unless they begin above it already.</summary>
    public void RaiseFirstRevision(long to, DateTimeOffset at)
    {
        if (to - FirstRevision is > 0 and var by)
        {
            SqlText.Execute(_connection, $"INSERT INTO restores VALUES ('{Instants.Format(at)}', {by})");
        }
    }

    /// <summary>The keys of all users, byte by byte in order.</summary>
    public async IAsyncEnumerable<string> KeysAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var key = await NextAsync("", cancellation); key is not null; key = await NextAsync(key, cancellation))
        {
            yield return key;
        }
    }

    /// <summary>Reads one user's rows.</summary>
    /// <param name="key">The user's key; one who is not there has no rows.</param>
    /// <param name="copy">Where they are written to as they are read, or null.</param>
    /// <param name="cancellation">Ends it between two rows.</param>
    public async Task<UserDigest> ReadAsync(string key, UserRows? copy, CancellationToken cancellation)
    {
        using var digest = new UserDigest.Builder();
        for (var index = 0; index < _tables.Count; index++)
        {
            digest.BeginTable(_tables[index].Table);
            await using var row = await _tables[index].Select.ReadAsync([key], cancellation);
            while (await row.ReadAsync(cancellation))
            {
                var values = UserDigest.ValuesOf(row);
                digest.AddRow(values);
                copy?._tables[index].Insert.Run(values);
            }
        }

        return digest.End();
    }

    /// <summary>Copies one user, whole or not at all.</summary>
    public async Task CopyAsync(string key, UserRows from, CancellationToken cancellation)
    {
        _begin.Run();
        await from.ReadAsync(key, this, cancellation);
        _commit.Run();
    }

    public void Dispose()
    {
        foreach (var (_, select, insert) in _tables)
        {
            select.Dispose();
            insert.Dispose();
        }

        foreach (var statement in (SqlStatement[])[_nextUser, _count, _begin, _commit])
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private async Task<string?> NextAsync(string after, CancellationToken cancellation)
    {
        await using var row = await _nextUser.ReadAsync([after], cancellation);
        return await row.ReadAsync(cancellation) ? row.GetString(0) : null;
    }
}
