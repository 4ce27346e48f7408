using TaskActors.Testing.Postgres;

namespace TaskActors.Bench.Speed.Candidates;

/// <summary>A PostgreSQL server for measurements.</summary>
internal static class ShippedPostgres
{
    /// <summary>As shipped, also in that it flushes; only the cache is as large as its documents recommend.</summary>
    public static Task<PostgresServer> StartAsync() => PostgresServer.StartOwnAsync(
        "fsync=on", "timezone=UTC", "shared_buffers=512MB", "max_connections=200", "max_wal_size=4GB");
}
