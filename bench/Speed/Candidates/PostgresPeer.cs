using Npgsql;
using TaskActors.Testing.Postgres;

namespace TaskActors.Bench.Speed.Candidates;

/// <summary>A peer with a database of its own in the one PostgreSQL server, which flushes as it is shipped.</summary>
internal abstract class PostgresPeer(PostgresServer server) : Peer
{
    /// <summary>Of all its processes together: enough for commits to share a flush, and few for two cores.</summary>
    protected const int ConnectionsCount = 32;

    private NpgsqlDataSource? _database;

    public override bool IsRival => true;

    public override int? DatabaseProcessId => server.ProcessId;

    protected NpgsqlConnectionStringBuilder Connection => new()
    {
        Host = "127.0.0.1",
        Port = new Uri(server.Url!).Port,
        Username = PostgresServer.User,
        Password = PostgresServer.Password,
        Database = Name,
    };

    /// <summary>As a peer's own language writes it.</summary>
    protected string Url(string scheme) =>
        $"{scheme}://{PostgresServer.User}:{Uri.EscapeDataString(PostgresServer.Password)}@127.0.0.1:"
        + $"{Connection.Port}/{Name}";

    public override Task SeedAsync(Crowd crowd, int first, int count) =>
        Seeds.SeedPostgresAsync(_database!, first, count);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    protected override Task<string?> WhyNotAsync() => Task.FromResult(server.WhyNot);

    protected override async Task PrepareAsync(Dictionary<string, string> environment)
    {
        var maker = Connection;
        maker.Database = "postgres";
        maker.Pooling = false;
        await using (var all = NpgsqlDataSource.Create(maker))
        await using (var create = all.CreateCommand($"CREATE DATABASE {Name}"))
        {
            await create.ExecuteNonQueryAsync();
        }

        _database = NpgsqlDataSource.Create(Connection);
        await Seeds.MakePostgresAsync(_database);
        environment["POOL_SIZE"] = $"{Math.Max(4, ConnectionsCount / Environment.ProcessorCount)}";
        environment["DATABASE_URL"] = DatabaseUrl;
    }

    protected abstract string DatabaseUrl { get; }
}
