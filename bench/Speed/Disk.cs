using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace TaskActors.Bench.Speed;

/// <summary>What the disk allows: transactions of 64 rows, each flushed, one after the other.</summary>
internal sealed class Disk : IDisposable
{
    public const int RowsCount = 64;

    private readonly SqliteConnection _connection;
    private long _written;

    public Disk(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "disk.db")};Pooling=false");
        _connection.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        Run("CREATE TABLE rows (user TEXT, id INTEGER, text TEXT, PRIMARY KEY (user, id)) WITHOUT ROWID");
    }

    public static string SqliteVersion
    {
        get
        {
            using var connection = new SqliteConnection("Data Source=:memory:");
            connection.Open();
            return connection.ServerVersion;
        }
    }

    /// <summary>Transactions a second.</summary>
    public double Measure(TimeSpan length)
    {
        var text = new string('t', 200);
        using var insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows VALUES ($user, $id, $text)";
        var user = insert.Parameters.Add("$user", SqliteType.Text);
        var id = insert.Parameters.Add("$id", SqliteType.Integer);
        insert.Parameters.AddWithValue("$text", text);
        var watch = Stopwatch.StartNew();
        var count = 0;
        while (watch.Elapsed < length)
        {
            using var transaction = _connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var row = 0; row < RowsCount; row++)
            {
                // Rows of many users, as our writer's are.
                user.Value = Crowd.NameOf((int)(_written % Crowd.GroupCount));
                id.Value = _written++;
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
            count++;
        }

        return count / watch.Elapsed.TotalSeconds;
    }

    public void Dispose() => _connection.Dispose();

    private void Run(string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = text;
        Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
