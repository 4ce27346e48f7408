using Microsoft.Extensions.Logging;

namespace TaskActors.Storage;

/// <summary>An open database file that this process owns, and the store on it.</summary>
internal sealed class SqliteTaskStorage : ITaskStorage
{
    private readonly OwnerLock _owner;

    private SqliteTaskStorage(OwnerLock owner, SqlDialect dialect, SqlTaskStore store)
    {
        _owner = owner;
        Dialect = dialect;
        Store = store;
    }

    public SqlTaskStore Store { get; }

    public SqlDialect Dialect { get; }

    /// <summary>
    /// Opens the file that the options name, or makes it. A file that cannot be used is left as it is.
    /// </summary>
    /// <exception cref="SetupException">Its message says in one sentence why not.</exception>
    public static async Task<SqliteTaskStorage> OpenAsync(
        StorageOptions options, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        var location = StorageLocation.Parse(options.Location).FilePath
            ?? throw new InvalidOperationException("The options name no file.");
        try
        {
            var path = SqliteFile.Resolve(location);
            SqliteFile.MakeFolder(path);
            var wait = options.OwnerWait;
            var owner = await OwnerLock.TakeAsync(
                path, wait, time, () => Log.WaitsForOwner(logger, path, wait.TotalSeconds), cancellation);
            return OpenOwned(owner, path, options, time, logger);
        }
        catch (Exception error) when (SqliteFailures.WhyNot(error) is { } why)
        {
            throw new SetupException($"The storage '{location}' cannot be opened: {why}.", error);
        }
    }

    /// <summary>Writes what waits, moves the log into the file, and lets the file go.</summary>
    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _owner.Dispose();
    }

    private static SqliteTaskStorage OpenOwned(
        OwnerLock owner, string path, StorageOptions options, TimeProvider time, ILogger logger)
    {
        try
        {
            SqliteFile.MakeFile(path);
            SqliteFile.RequireSqlite(path);
            SqliteSchema.Migrate(path, options.BusyWait, backsUp: true, time, logger);
            var dialect = new SqliteDialect(path, options.BusyWait);
            return new SqliteTaskStorage(owner, dialect, new SqlTaskStore(dialect, options, time, logger));
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }
}
