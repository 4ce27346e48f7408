using Microsoft.Extensions.Logging;

namespace TaskActors.Storage;

/// <summary>An open storage and the store on it; disposing of it writes what waits, and lets the data go.</summary>
internal interface ITaskStorage : IAsyncDisposable
{
    SqlTaskStore Store { get; }

    /// <summary>For who works on the rows themselves while nobody uses the store.</summary>
    SqlDialect Dialect { get; }

    /// <summary>Opens whichever storage the options name.</summary>
    /// <exception cref="SetupException">Its message says in one sentence why not.</exception>
    static async Task<ITaskStorage> OpenAsync(
        StorageOptions options, TimeProvider time, ILogger logger, CancellationToken cancellation) =>
        StorageLocation.Parse(options.Location).Server is { } server
            ? await PostgresTaskStorage.OpenAsync(server, options, time, logger, cancellation)
            : await SqliteTaskStorage.OpenAsync(options, time, logger, cancellation);
}
