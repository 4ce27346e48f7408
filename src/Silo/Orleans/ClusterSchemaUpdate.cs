using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using TaskActors.Storage;

namespace TaskActors.Cluster;

/// <summary>
/// Brings the tables and queries that Orleans' ADO.NET providers work on to the version of this program, before the
/// silo starts. Processes that start together take turns.
/// </summary>
internal sealed class ClusterSchemaUpdate(IOptions<StorageOptions> options, TimeProvider time) : IHostedLifecycleService
{
    /// <summary>The script that leads to version 1, and so on; never changed once they were released.</summary>
    private static readonly string[] Scripts = ["Schema.Cluster.sql"];

    /// <summary>The version of this program.</summary>
    public static int Newest => Scripts.Length;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var address = StorageLocation.Parse(options.Value.Location).Server
            ?? throw new SetupException("A cluster, and grain storage, need a PostgreSQL database.");
        var connections = new PostgresConnections(address, options.Value.BusyWait);
        try
        {
            using var connection = connections.Open();
            Apply(connection, connections.Location);
            return Task.CompletedTask;
        }
        catch (Exception error) when (PostgresFailures.WhyNot(error) is { } why)
        {
            throw new SetupException($"The {connections.Location} cannot be made ready for a cluster: {why}.", error);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Apply(NpgsqlConnection connection, string location)
    {
        using var transaction = connection.BeginTransaction();
        PostgresConnections.Run(connection, $"SET LOCAL lock_timeout = 60000; {PostgresLocks.TakeSchema}");
        PostgresConnections.Run(
            connection,
            "CREATE TABLE IF NOT EXISTS cluster_schema_version "
            + "(version integer PRIMARY KEY, applied_at text NOT NULL)");
        var version = int.Parse(
            PostgresConnections.Ask(connection, "SELECT COALESCE(max(version), 0) FROM cluster_schema_version")!,
            CultureInfo.InvariantCulture);
        if (version > Scripts.Length)
        {
            throw new SetupException(
                $"The {location} has cluster schema version {version}, which a newer program made; this one knows up "
                + $"to {Scripts.Length}; it was left as it is.");
        }

        for (; version < Scripts.Length; version++)
        {
            PostgresConnections.Run(connection, EmbeddedScript.Read(Scripts[version]));
            PostgresConnections.Run(
                connection,
                $"INSERT INTO cluster_schema_version VALUES ({version + 1}, '{Instants.Format(time.GetUtcNow())}')");
        }

        transaction.Commit();
    }
}
