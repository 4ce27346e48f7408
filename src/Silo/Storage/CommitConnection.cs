using System.Data.Common;

namespace TaskActors.Storage;

/// <summary>
/// The writer's connection and its prepared statements: many commits in one transaction.
/// </summary>
internal sealed class CommitConnection : IDisposable
{
    private readonly SqlDialect _dialect;
    private readonly DbConnection _connection;
    private readonly List<IDisposable> _statements = [];
    private readonly SqlStatement _begin, _commit, _rollback;
    private readonly IWriteStatement _addUser, _advanceUser, _save, _remove, _bury, _trim, _prove;
    private readonly IWriteStatement _eraseTasks, _eraseTombstones, _eraseReceipts;
    private readonly ReceiptRows _receipts;
    private readonly long _firstRev;

    private CommitConnection(SqlDialect dialect, DbConnection connection)
    {
        _dialect = dialect;
        _connection = connection;
        _begin = Prepare(dialect.BeginWrite);
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        // Two first writers cannot both make the user's row: the second one finds it advanced and changes nothing.
        _addUser = PrepareWrite(
            $"""
            INSERT INTO users (rev, next_id, floor, committed_at, user_key, created_at)
            SELECT @rev, @next_id, @floor, @at, @user, @created_at
             WHERE {dialect.Schema.AllowsWriter}
            ON CONFLICT (user_key) DO UPDATE SET rev = excluded.rev, next_id = excluded.next_id,
                   floor = excluded.floor, committed_at = excluded.committed_at
             WHERE users.rev = @expected
            """,
            "@rev", "@next_id", "@floor", "@at", "@user", "@created_at", "@expected");
        // The revision is the fence: whoever decided on another one changes no row. Nor does a program that is older
        // than the least that the schema allows.
        _advanceUser = PrepareWrite(
            $"""
            UPDATE users SET rev = @rev, next_id = @next_id, floor = @floor, committed_at = @at
             WHERE user_key = @user AND rev = @expected AND {dialect.Schema.AllowsWriter}
            """,
            "@rev", "@next_id", "@floor", "@at", "@user", "@expected");
        _save = PrepareWrite(TaskRows.Save, TaskRows.Parameters);
        _remove = PrepareWrite("DELETE FROM tasks WHERE user_key = @user AND id = @id", "@user", "@id");
        _bury = PrepareWrite(
            "INSERT INTO tombstones (user_key, id, rev, deleted_at) VALUES (@user, @id, @rev, @deleted_at)",
            "@user", "@id", "@rev", "@deleted_at");
        _trim = PrepareWrite("DELETE FROM tombstones WHERE user_key = @user AND rev <= @floor", "@user", "@floor");
        _eraseTasks = PrepareWrite("DELETE FROM tasks WHERE user_key = @user", "@user");
        _eraseTombstones = PrepareWrite("DELETE FROM tombstones WHERE user_key = @user", "@user");
        _eraseReceipts = PrepareWrite("DELETE FROM receipts WHERE user_key = @user", "@user");
        _receipts = new ReceiptRows(PrepareWrite);
        // Cannot change while a process owns the database.
        _firstRev = Prepare(SqlDialect.FirstRevision).AskInteger();
        _prove = PrepareWrite("UPDATE schema_version SET proved_at = @at", "@at");
    }

    /// <exception cref="DbException">The database cannot be opened, or is not what it should be.</exception>
    public static CommitConnection Open(SqlDialect dialect)
    {
        var connection = dialect.OpenForWriting();
        try
        {
            return new CommitConnection(dialect, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Begin()
    {
        _dialect.RequireInPlace();
        _begin.Run();
    }

    /// <summary>Writes one commit into the open transaction.</summary>
    /// <returns>False when the stored revision is not the expected one: the transaction is as it was before.</returns>
    public bool TryApply(TaskCommit commit)
    {
        // The fence is the first statement of each commit: one that conflicts has changed nothing that would have to be
        // taken back, so that no savepoint is needed around it.
        if (!TryAdvance(commit))
        {
            return false;
        }

        WriteRows(commit);
        return true;
    }

    /// <summary>Writes a row that changes nobody's data, to learn whether writing works.</summary>
    public void Prove(DateTimeOffset now) => _prove.Write(Instants.Format(now));

    public void Commit() => _commit.Run();

    /// <summary>Makes sure that what was deleted is in no file any more.</summary>
    public void Scrub() => _dialect.Scrub(_connection);

    /// <summary>Whether a COMMIT that failed is certainly not stored.</summary>
    public bool IsUnwritten(Exception error) => _dialect.IsUnwritten(_connection, error);

    /// <summary>Closes in good order, with nothing open.</summary>
    public void Close()
    {
        _dialect.Settle(_connection);
        Dispose();
    }

    /// <summary>Lets the connection go after a failure; what it had not committed is undone.</summary>
    public void Abandon()
    {
        try
        {
            _rollback.Run();
        }
        catch (Exception error) when (error is DbException or InvalidOperationException)
        {
            // There may be no transaction any more, or no connection; closing it ends a transaction that is left.
        }

        Dispose();
    }

    public void Dispose()
    {
        _statements.ForEach(statement => statement.Dispose());
        _connection.Dispose();
    }

    private bool TryAdvance(TaskCommit commit)
    {
        var at = Instants.Format(commit.At);
        var user = commit.User.Key;
        var changed = commit.ExpectedRev == _firstRev
            ? _addUser.Write(commit.Rev, commit.NextId, commit.Floor, at, user, at, commit.ExpectedRev)
            : _advanceUser.Write(commit.Rev, commit.NextId, commit.Floor, at, user, commit.ExpectedRev);
        return changed == 1;
    }

    private void WriteRows(TaskCommit commit)
    {
        var user = commit.User.Key;
        if (commit.Erases)
        {
            _eraseTasks.Write(user);
            _eraseTombstones.Write(user);
            _eraseReceipts.Write(user);
        }

        foreach (var task in commit.Saved)
        {
            TaskRows.Write(_save, user, task);
        }

        foreach (var id in commit.Removed)
        {
            _remove.Write(user, id.Value);
        }

        foreach (var tombstone in commit.Tombstones)
        {
            _bury.Write(user, tombstone.Id.Value, tombstone.Rev, Instants.Format(tombstone.DeletedAt));
        }

        // The trim finds its rows by key, and mostly none: cheaper than knowing where the floor was before.
        if (commit.Floor > 0)
        {
            _trim.Write(user, commit.Floor);
        }

        _receipts.Write(commit);
    }

    private SqlStatement Prepare(string text)
    {
        var statement = new SqlStatement(_connection, text);
        _statements.Add(statement);
        return statement;
    }

    private IWriteStatement PrepareWrite(string text, params ReadOnlySpan<string> parameters)
    {
        var statement = _dialect.PrepareWrite(_connection, text, parameters);
        _statements.Add(statement);
        return statement;
    }
}
