using System.Text.Json;
using TaskActors.Testing;
using TaskActors.Testing.Postgres;

namespace TaskActors.Bench.Speed.Candidates;

/// <summary>FastAPI, SQLModel, asyncpg and uvicorn from Debian's packages, a worker for each core.</summary>
internal sealed class FastApiPeer(PostgresServer server) : PostgresPeer(server)
{
    // Not whatever python3 comes first: the packages are Debian's.
    private const string Python = "/usr/bin/python3";

    private const string Versions =
        "import asyncpg, fastapi, jwt, platform, sqlalchemy, sqlmodel, uvicorn, uvloop, httptools; print("
        + "f'FastAPI {fastapi.__version__}, SQLModel {sqlmodel.__version__}, SQLAlchemy {sqlalchemy.__version__}, '"
        + "f'asyncpg {asyncpg.__version__}, uvicorn {uvicorn.__version__}, Python {platform.python_version()}')";

    public override string Name => "fastapi";

    public override string Title => "FastAPI + SQLModel + PostgreSQL";

    protected override string Folder => "fastapi";

    protected override string DatabaseUrl => Url("postgresql+asyncpg");

    public override async Task<string> VersionsAsync() =>
        await Output.OfAsync(Python, "-c", Versions) ?? throw new InvalidOperationException("Its parts went away.");

    protected override async Task<string?> WhyNotAsync() => await base.WhyNotAsync()
        ?? (await Output.OfAsync(Python, "-c", Versions) is null
            ? "Debian's python3-fastapi, -sqlmodel, -asyncpg, -jwt, -uvicorn, -uvloop and -httptools are not all there"
            : null);

    protected override string[] Command(int port) =>
    [
        Python, "-m", "uvicorn", "main:app", "--host", "127.0.0.1", "--port", $"{port}", "--loop", "uvloop", "--http",
        "httptools", "--workers", $"{Environment.ProcessorCount}", "--no-access-log", "--log-level", "warning",
    ];
}

/// <summary>Fastify and pg from npm, a process for each core.</summary>
internal sealed class FastifyPeer(PostgresServer server) : PostgresPeer(server)
{
    public override string Name => "fastify";

    public override string Title => "Fastify + pg + PostgreSQL";

    protected override string Folder => "fastify";

    protected override string DatabaseUrl => Url("postgresql");

    public override async Task<string> VersionsAsync() =>
        $"Fastify {VersionOf("fastify")}, pg {VersionOf("pg")}, @fastify/jwt {VersionOf("@fastify/jwt")}, Node "
        + await Output.OfAsync("node", "--version");

    protected override async Task<string?> WhyNotAsync() => await base.WhyNotAsync()
        ?? (await Output.OfAsync("node", "--version") is null ? "Node is not there"
            : Directory.Exists(Repository.PathOf("bench/peers/fastify/node_modules")) ? null
            : "npm ci has not been run in bench/peers/fastify");

    protected override string[] Command(int port) => ["node", "server.mjs"];

    private static string? VersionOf(string package)
    {
        using var json = JsonDocument.Parse(
            File.ReadAllText(Repository.PathOf($"bench/peers/fastify/node_modules/{package}/package.json")));
        return json.RootElement.GetProperty("version").GetString();
    }
}

/// <summary>Minimal API, Npgsql and the stock bearer handler.</summary>
internal sealed class AspNetPostgresPeer(PostgresServer server) : PostgresPeer(server)
{
    public override string Name => "npgsql";

    public override string Title => "ASP.NET Core + Npgsql + PostgreSQL";

    protected override string Folder => "AspNetPostgres";

    protected override string DatabaseUrl
    {
        get
        {
            var connection = Connection;
            connection.MaxPoolSize = ConnectionsCount;
            connection.MinPoolSize = ConnectionsCount;
            connection.MaxAutoPrepare = 10;
            connection.AutoPrepareMinUsages = 2;
            connection.NoResetOnClose = true;
            return connection.ToString();
        }
    }

    public override Task<string> VersionsAsync() =>
        Task.FromResult($"Npgsql {typeof(Npgsql.NpgsqlConnection).Assembly.GetName().Version?.ToString(3)}");

    protected override string[] Command(int port) => ["dotnet", Built("AspNetPostgres")];
}

/// <summary>The same shape as ours, without actors.</summary>
internal sealed class AspNetSqlitePeer(string folder) : Peer
{
    private readonly string _file = Path.Combine(folder, "peer.db");

    public override string Name => "sqlite";

    public override string Title => "ASP.NET Core + SQLite + cache, lock per user";

    protected override string Folder => "AspNetSqlite";

    public override Task SeedAsync(Crowd crowd, int first, int count)
    {
        Seeds.SeedSqlite(_file, first, count);
        return Task.CompletedTask;
    }

    public override Task<string> VersionsAsync() => Task.FromResult($"SQLite {Disk.SqliteVersion}");

    protected override Task PrepareAsync(Dictionary<string, string> environment)
    {
        Seeds.MakeSqlite(_file);
        environment["DATABASE_FILE"] = _file;
        return Task.CompletedTask;
    }

    protected override string[] Command(int port) => ["dotnet", Built("AspNetSqlite")];
}

/// <summary>The web server itself, with answers that ours gave before.</summary>
internal sealed class BarePeer(string folder) : Peer
{
    public const string NameOfIt = "bare";

    public override string Name => NameOfIt;

    public override string Title => "bare Kestrel";

    public override bool IsReal => false;

    protected override string Folder => "BareKestrel";

    public override Task SeedAsync(Crowd crowd, int first, int count) => Task.CompletedTask;

    public override Task<string> VersionsAsync() => Task.FromResult($".NET {Environment.Version}");

    protected override string[] Command(int port) => ["dotnet", Built("BareKestrel"), folder, $"{port}"];
}
