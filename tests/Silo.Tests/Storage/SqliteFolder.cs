using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TaskActors.Storage;
using Xunit;

namespace TaskActors.Tests.Storage;

/// <summary>A folder of a test's own, and the ways to look at the database in it.</summary>
internal sealed class SqliteFolder
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("taskactors-").FullName;

    public string File => Path.Combine(Folder, "tasks.db");

    public StorageOptions Options => new()
    {
        Location = $"sqlite:{File}",
        OwnerWait = TimeSpan.Zero,
        BusyWait = TimeSpan.FromSeconds(1),
    };

    public Task<SqliteTaskStorage> OpenAsync(ILogger? logger = null) => OpenAsync(Options, logger);

    public static Task<SqliteTaskStorage> OpenAsync(StorageOptions options, ILogger? logger = null) =>
        SqliteTaskStorage.OpenAsync(
            options, TimeProvider.System, logger ?? NullLogger.Instance, CancellationToken.None);

    /// <summary>Why it does not open: the sentence that a person reads.</summary>
    public static async Task<string> WhyNotAsync(StorageOptions options)
    {
        var error = await Assert.ThrowsAsync<SetupException>(() => OpenAsync(options));
        return error.Message;
    }

    public Task<string> WhyNotAsync() => WhyNotAsync(Options);

    /// <summary>A connection as an operator's tool has one.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Runs a statement beside the store.</summary>
    /// <returns>The first column of the first row as text.</returns>
    public string? Run(string sql)
    {
        using var connection = Connect();
        return Run(connection, sql);
    }

    public static string? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }

    public void Delete() => Directory.Delete(Folder, recursive: true);
}
