using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace TaskActors.Tests.MovingIn;

/// <summary>The database of a FastAPI + SQLModel app: its table as SQLAlchemy makes it, and rows as it writes
/// them.</summary>
internal static class SourceApp
{
    public const string SqliteTable =
        """
        CREATE TABLE task (
            id INTEGER NOT NULL,
            user_id VARCHAR NOT NULL,
            title VARCHAR(200) NOT NULL,
            description VARCHAR,
            completed BOOLEAN NOT NULL,
            created_at DATETIME NOT NULL,
            updated_at DATETIME NOT NULL,
            priority VARCHAR(6),
            due_date DATE,
            tags JSON,
            PRIMARY KEY (id)
        );
        CREATE INDEX ix_task_user_id ON task (user_id);
        """;

    public const string PostgresTable =
        """
        DROP TABLE IF EXISTS tasks;
        DROP TYPE IF EXISTS taskpriority;
        CREATE TYPE taskpriority AS ENUM ('LOW', 'MEDIUM', 'HIGH');
        CREATE TABLE tasks (
            id SERIAL NOT NULL,
            user_id VARCHAR NOT NULL,
            title VARCHAR NOT NULL,
            description TEXT,
            completed BOOLEAN NOT NULL,
            created_at TIMESTAMP WITHOUT TIME ZONE NOT NULL,
            updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
            priority taskpriority,
            due_date TIMESTAMP WITH TIME ZONE,
            tags VARCHAR[],
            PRIMARY KEY (id)
        );
        """;

    /// <summary>Three users, their rows interleaved as people add them.</summary>
    public const string Rows =
        """
        INSERT INTO task VALUES
          (1, 'alice', 'Buy milk', 'two litres', 0, '2026-01-02 03:04:05.123456', '2026-01-02 03:04:05.123456',
           NULL, NULL, 'null'),
          (2, 'bob', ' Call home ', NULL, 1, '2026-01-03 00:00:00.000000', '2026-01-04 10:00:00.000000',
           'HIGH', '2026-12-01', '["family", "phone"]'),
          (4, 'alice', 'Zahnarzt', NULL, 1, '2026-01-05 08:00:00', '2026-01-06 09:30:00', 'low', NULL, NULL),
          (7, 'Alice', 'Another person', '', 0, '2026-01-07 00:00:00', '2026-01-07 00:00:00', NULL, NULL, '[]')
        """;

    public static void MakeSqlite(string path, params string[] statements)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        foreach (var statement in statements)
        {
            Run(connection, statement);
        }
    }

    public static void Run(DbConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
