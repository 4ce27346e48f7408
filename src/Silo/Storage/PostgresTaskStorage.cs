using Microsoft.Extensions.Logging;
using Npgsql;

namespace TaskActors.Storage;

/// <summary>An open PostgreSQL database that this process owns, alone or as a node of a cluster.</summary>
internal sealed class PostgresTaskStorage : ITaskStorage
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly PostgresDialect _dialect;

    private PostgresTaskStorage(PostgresDialect dialect, SqlTaskStore store)
    {
        _dialect = dialect;
        Store = store;
    }

    public SqlTaskStore Store { get; }

    public SqlDialect Dialect => _dialect;

    /// <summary>Opens the database; makes or renews the tables.</summary>
    /// <exception cref="SetupException">Its message says in one sentence why not.</exception>
    public static async Task<PostgresTaskStorage> OpenAsync(
        PostgresUrl address, StorageOptions options, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        var connections = new PostgresConnections(address, options.BusyWait);
        NpgsqlConnection? owner = null;
        try
        {
            owner = await TakeAsync(connections, options, time, logger, cancellation);
            var schema = new PostgresSchema(connections, owner);
            schema.RequireUsable(logger);
            new SchemaMigration(PostgresSchema.Definition, schema, time, logger).Run();
            if (options.FurtherSchema is { } further)
            {
                new SchemaMigration(further, schema, time, logger).Run();
            }

            var dialect = new PostgresDialect(connections, owner, options.IsShared);
            return new PostgresTaskStorage(dialect, new SqlTaskStore(dialect, options, time, logger));
        }
        catch (Exception error)
        {
            owner?.Dispose();
            if (PostgresFailures.WhyNot(error) is { } why)
            {
                throw new SetupException($"The {connections.Location} cannot be opened: {why}.", error);
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _dialect.Dispose();
    }

    /// <summary>
    /// Waits for a server that is still starting, and for another process that owns the database; says so once.
    /// </summary>
    private static async Task<NpgsqlConnection> TakeAsync(
        PostgresConnections connections, StorageOptions options, TimeProvider time, ILogger logger,
        CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            var mayWait = time.GetElapsedTime(began) < options.OwnerWait;
            var taken = TryTake(connections, options.IsShared, mayWait, out var isOwned);
            if (taken is not null)
            {
                return taken;
            }

            var wait = options.OwnerWait.TotalSeconds;
            if (!mayWait)
            {
                throw new SetupException(
                    $"Another process owns the {connections.Location} and did not let it go within {wait:0.#} s.");
            }

            if (attempt == 0)
            {
                var waits = isOwned ? (Action<ILogger, string, double>)Log.WaitsForOwner : Log.WaitsForServer;
                waits(logger, $"the {connections.Location}", wait);
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    private static NpgsqlConnection? TryTake(
        PostgresConnections connections, bool isShared, bool mayWait, out bool isOwned)
    {
        isOwned = false;
        NpgsqlConnection connection;
        try
        {
            connection = connections.Open();
        }
        catch (NpgsqlException error) when (mayWait && error.IsTransient)
        {
            return null;
        }

        isOwned = !PostgresLocks.TryTakeOwner(connection, isShared);
        if (isOwned)
        {
            connection.Dispose();
            return null;
        }

        return connection;
    }
}
