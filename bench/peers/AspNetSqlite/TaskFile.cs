using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace TaskActors.Bench.Peers;

/// <summary>
/// The file: WAL, every commit flushed, one writer at a time on a connection of its own, with prepared statements. More
/// writers would only wait for SQLite's lock, and less well than for ours.
/// </summary>
internal sealed class TaskFile : IDisposable
{
    private readonly SqliteConnection _writer;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _location;

    public TaskFile(string path)
    {
        _location = new SqliteConnectionStringBuilder { DataSource = path }.ToString();
        _writer = Open();
        _insert = Prepare(
            """
            INSERT INTO tasks (user_id, title, description, completed, priority, tags, sort_order, created_at,
              updated_at, rev)
            VALUES ($user, $title, $description, 0, 'none', '[]', 0, $now, $now, 1) RETURNING id
            """, "$user", "$title", "$description", "$now");
        _update = Prepare(
            """
            UPDATE tasks SET completed = $completed, completed_at = $completed_at, updated_at = $updated_at, rev = $rev
             WHERE id = $id
            """, "$completed", "$completed_at", "$updated_at", "$rev", "$id");
    }

    public async Task<IReadOnlyList<TaskBody>> LoadAsync(string user)
    {
        // Pooled: it is open already, but for the first of them.
        await using var reader = Open();
        await using var command = reader.CreateCommand();
        command.CommandText = "SELECT * FROM tasks WHERE user_id = $user ORDER BY id";
        command.Parameters.AddWithValue("$user", user);
        await using var row = await command.ExecuteReaderAsync();
        var found = new List<TaskBody>();
        while (await row.ReadAsync())
        {
            found.Add(Read(row));
        }

        return found;
    }

    public async Task<TaskBody> InsertAsync(string user, NewTask body, DateTime now)
    {
        var id = await WriteAsync(() => Convert.ToInt32(
            Run(_insert, user, body.Title, body.Description, Text(now)).ExecuteScalar(), CultureInfo.InvariantCulture));
        return new TaskBody
        {
            Id = id,
            UserId = user,
            Title = body.Title!,
            Description = body.Description,
            Completed = false,
            CompletedAt = null,
            Priority = "none",
            DueDate = null,
            Tags = [],
            Order = 0,
            CreatedAt = now,
            UpdatedAt = now,
            Rev = 1,
            Url = $"{PeerHost.Address}/api/tasks/{id}",
        };
    }

    public Task UpdateAsync(TaskBody task) => WriteAsync(() => Run(
        _update, task.Completed, Text(task.CompletedAt), Text(task.UpdatedAt), task.Rev, task.Id).ExecuteNonQuery());

    public void Dispose()
    {
        _insert.Dispose();
        _update.Dispose();
        _writer.Dispose();
        _turn.Dispose();
    }

    /// <summary>A statement by itself is a transaction, which is flushed before it returns.</summary>
    private async Task<T> WriteAsync<T>(Func<T> write)
    {
        await _turn.WaitAsync();
        try
        {
            return write();
        }
        finally
        {
            _turn.Release();
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_location);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";
        command.ExecuteNonQuery();
        return connection;
    }

    private SqliteCommand Prepare(string text, params string[] names)
    {
        var command = _writer.CreateCommand();
        command.CommandText = text;
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private static SqliteCommand Run(SqliteCommand command, params object?[] values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            command.Parameters[at].Value = values[at] ?? DBNull.Value;
        }

        return command;
    }

    private static string? Text(DateTime? instant) => instant?.ToString("O", CultureInfo.InvariantCulture);

    private static TaskBody Read(SqliteDataReader row) => new()
    {
        Id = row.GetInt32(0),
        UserId = row.GetString(1),
        Title = row.GetString(2),
        Description = row.IsDBNull(3) ? null : row.GetString(3),
        Completed = row.GetBoolean(4),
        CompletedAt = row.IsDBNull(5) ? null : Instant(row.GetString(5)),
        Priority = row.GetString(6),
        DueDate = row.IsDBNull(7) ? null : row.GetString(7),
        Tags = JsonSerializer.Deserialize(row.GetString(8), BodyJson.Default.StringArray)!,
        Order = row.GetInt32(9),
        CreatedAt = Instant(row.GetString(10)),
        UpdatedAt = Instant(row.GetString(11)),
        Rev = row.GetInt32(12),
        Url = $"{PeerHost.Address}/api/tasks/{row.GetInt32(0)}",
    };

    private static DateTime Instant(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
