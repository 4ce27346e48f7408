using Npgsql;

namespace TaskActors.Bench.Peers;

/// <summary>One statement a request; which of them are worth preparing is Npgsql's to notice.</summary>
internal sealed class TaskRows(NpgsqlDataSource database)
{
    private const string Columns =
        "id, user_id, title, description, completed, completed_at, priority, due_date, tags, sort_order, created_at, "
        + "updated_at, rev";

    public async Task<IReadOnlyList<TaskBody>> ListAsync(string user, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"SELECT {Columns} FROM tasks WHERE user_id = $1 ORDER BY id");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = user });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<TaskBody>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(Read(reader));
        }

        return found;
    }

    public Task<TaskBody?> FindAsync(string user, int id, CancellationToken cancellation) =>
        OneAsync(database.CreateCommand($"SELECT {Columns} FROM tasks WHERE user_id = $1 AND id = $2"),
            user, id, cancellation);

    /// <summary>Toggled by the statement, so that two requests at once cannot undo each other.</summary>
    public Task<TaskBody?> ToggleAsync(string user, int id, CancellationToken cancellation) =>
        OneAsync(database.CreateCommand(
            "UPDATE tasks SET completed = NOT completed, completed_at = CASE WHEN completed THEN NULL ELSE now() END, "
            + $"updated_at = now(), rev = rev + 1 WHERE user_id = $1 AND id = $2 RETURNING {Columns}"),
            user, id, cancellation);

    public async Task<TaskBody> CreateAsync(string user, NewTask body, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"INSERT INTO tasks (user_id, title, description) VALUES ($1, $2, $3) RETURNING {Columns}");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = user });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = body.Title });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)body.Description ?? DBNull.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return Read(reader);
    }

    private static async Task<TaskBody?> OneAsync(
        NpgsqlCommand command, string user, int id, CancellationToken cancellation)
    {
        await using (command)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = user });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = id });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            return await reader.ReadAsync(cancellation) ? Read(reader) : null;
        }
    }

    private static TaskBody Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt32(0),
        UserId = row.GetString(1),
        Title = row.GetString(2),
        Description = row.IsDBNull(3) ? null : row.GetString(3),
        Completed = row.GetBoolean(4),
        CompletedAt = row.IsDBNull(5) ? null : row.GetDateTime(5),
        Priority = row.GetString(6),
        DueDate = row.IsDBNull(7) ? null : row.GetString(7),
        Tags = row.GetFieldValue<string[]>(8),
        Order = row.GetInt32(9),
        CreatedAt = row.GetDateTime(10),
        UpdatedAt = row.GetDateTime(11),
        Rev = row.GetInt32(12),
        Url = $"{PeerHost.Address}/api/tasks/{row.GetInt32(0)}",
    };
}
