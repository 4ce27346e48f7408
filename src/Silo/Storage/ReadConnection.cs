using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;

namespace TaskActors.Storage;

/// <summary>
/// One connection that loads lists, each as of one moment, and believes no row that contradicts another.
/// </summary>
internal sealed class ReadConnection : IDisposable
{
    private readonly DbConnection _connection;
    private readonly SqlStatement _begin;
    private readonly SqlStatement _end;
    private readonly SqlStatement _user;
    private readonly SqlStatement _rev;
    private readonly SqlStatement _tasks;
    private readonly SqlStatement _tombstones;
    private readonly SqlStatement _receipt;
    private readonly SqlStatement _version;
    private readonly SqlStatement _first;

    private ReadConnection(DbConnection connection, SqlDialect dialect)
    {
        _connection = connection;
        _begin = new SqlStatement(_connection, dialect.BeginRead);
        _end = new SqlStatement(_connection, "COMMIT");
        _user = new SqlStatement(
            _connection, "SELECT rev, next_id, floor, committed_at FROM users WHERE user_key = @user", "@user");
        _rev = new SqlStatement(_connection, "SELECT rev FROM users WHERE user_key = @user", "@user");
        _tasks = new SqlStatement(_connection, TaskRows.Select, "@user");
        _tombstones = new SqlStatement(
            _connection, "SELECT id, rev, deleted_at FROM tombstones WHERE user_key = @user ORDER BY rev, id", "@user");
        _receipt = new SqlStatement(
            _connection,
            "SELECT fingerprint, answer, created_at FROM receipts WHERE user_key = @user AND key = @key",
            "@user", "@key");
        _version = new SqlStatement(
            _connection, $"SELECT version FROM schema_version WHERE {dialect.Schema.AllowsWriter}");
        _first = new SqlStatement(_connection, SqlDialect.FirstRevision);
    }

    public static async Task<ReadConnection> OpenAsync(SqlDialect dialect, CancellationToken cancellation) =>
        new(await dialect.OpenForReadingAsync(cancellation), dialect);

    /// <summary>Loads one user's list.</summary>
    /// <exception cref="FormatException">The rows contradict each other, or are not what this program
    /// writes.</exception>
    public async Task<StoredTasks> LoadAsync(UserId user, CancellationToken cancellation)
    {
        var key = user.Key;
        await _begin.RunAsync(cancellation);
        var stored = await LoadUserAsync(key, cancellation);
        // Rows of tasks without the row of their user are a contradiction, so these are read in either case.
        var of = stored ?? StoredTasks.None;
        var tasks = await LoadTasksAsync(key, of, cancellation);
        var tombstones = await LoadTombstonesAsync(key, of, cancellation);
        var loaded = stored is null ? StoredTasks.NewAt(await _first.AskIntegerAsync(cancellation)) : stored;
        await _end.RunAsync(cancellation);
        return loaded with { Tasks = tasks, Tombstones = tombstones };
    }

    public async Task<long> LoadRevAsync(UserId user, CancellationToken cancellation)
    {
        await using (var row = await _rev.ReadAsync([user.Key], cancellation))
        {
            if (await row.ReadAsync(cancellation))
            {
                return row.GetInt64(0);
            }
        }

        return await _first.AskIntegerAsync(cancellation);
    }

    /// <exception cref="FormatException">The row is not what this program writes.</exception>
    public async Task<Receipt?> FindReceiptAsync(UserId user, string key, CancellationToken cancellation)
    {
        await using var row = await _receipt.ReadAsync([user.Key, key], cancellation);
        return await row.ReadAsync(cancellation)
            ? new Receipt(key, row.GetString(0), ReceiptJson.Read(row.GetString(1)), Instants.Parse(row.GetString(2)))
            : null;
    }

    /// <summary>Shows that the database can be read, and that this program may write to it.</summary>
    public async Task ProveAsync(CancellationToken cancellation)
    {
        await using var row = await _version.ReadAsync([], cancellation);
        Require(
            await row.ReadAsync(cancellation), "a newer program changed the schema, and this one may write no more");
    }

    public void Dispose()
    {
        foreach (var statement in (SqlStatement[])
            [_begin, _end, _user, _rev, _tasks, _tombstones, _receipt, _version, _first])
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private async Task<StoredTasks?> LoadUserAsync(string key, CancellationToken cancellation)
    {
        await using var row = await _user.ReadAsync([key], cancellation);
        if (!await row.ReadAsync(cancellation))
        {
            return null;
        }

        var stored = new StoredTasks
        {
            Rev = row.GetInt64(0),
            NextId = row.GetInt64(1),
            Floor = row.GetInt64(2),
            CommittedAt = Instants.Parse(row.GetString(3)),
        };
        // Revision 0 is that of a user of whom only receipts are there.
        Require(stored.Rev >= 0 && stored.NextId >= 1, "rev of a user begins at 0, and next_id at 1");
        Require(stored.Floor >= 0 && stored.Floor <= stored.Rev, "floor is not between 0 and rev");
        return stored;
    }

    private async Task<ImmutableArray<TaskItem>> LoadTasksAsync(
        string key, StoredTasks of, CancellationToken cancellation)
    {
        var tasks = ImmutableArray.CreateBuilder<TaskItem>();
        await using var row = await _tasks.ReadAsync([key], cancellation);
        while (await row.ReadAsync(cancellation))
        {
            tasks.Add(ReadTask(row, of));
        }

        return tasks.DrainToImmutable();
    }

    private static TaskItem ReadTask(DbDataReader row, StoredTasks of)
    {
        try
        {
            var task = TaskRows.Read(row);
            Require(task.Id.Value >= 1 && task.Id.Value < of.NextId, "its id was never given out");
            Require(task.Rev >= 1 && task.Rev <= of.Rev, "its rev is not one of its user's");
            return task;
        }
        catch (FormatException error)
        {
            var id = row.GetInt64(0).ToString(CultureInfo.InvariantCulture);
            throw new FormatException($"task {id}: {error.Message}", error);
        }
    }

    private async Task<ImmutableArray<Tombstone>> LoadTombstonesAsync(
        string key, StoredTasks of, CancellationToken cancellation)
    {
        var tombstones = ImmutableArray.CreateBuilder<Tombstone>();
        await using var row = await _tombstones.ReadAsync([key], cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var id = new TaskId(row.GetInt64(0));
            var tombstone = new Tombstone(id, row.GetInt64(1), Instants.Parse(row.GetString(2)));
            Require(id.Value >= 1 && id.Value < of.NextId, "a tombstone's id was never given out");
            Require(tombstone.Rev > of.Floor && tombstone.Rev <= of.Rev, "a tombstone's rev is not above floor");
            tombstones.Add(tombstone);
        }

        return tombstones.DrainToImmutable();
    }

    private static void Require(bool holds, string whyNot)
    {
        if (!holds)
        {
            throw new FormatException(whyNot);
        }
    }
}
