using Npgsql;

namespace TaskActors.Testing.Postgres;

/// <summary>
/// A PostgreSQL server of the tests' own, from Debian's package, in a temporary folder and on loopback only; or the one
/// that <c>TASKACTORS_TEST_POSTGRES</c> names. Neither: there is a reason to skip.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string User = "tests";
    public const string Password = "p@ss:word/of tests";

    private readonly PostgresFolder? _folder;
    private int _databases;

    private PostgresServer(PostgresFolder? folder, string? url, string? whyNot) =>
        (_folder, Url, WhyNot) = (folder, url, whyNot);

    /// <summary>As an <c>.env</c> file has it; null if there is no server.</summary>
    public string? Url { get; }

    /// <summary>Why there is none.</summary>
    public string? WhyNot { get; }

    /// <summary>The process of a server of the tests' own, while it runs.</summary>
    public int? ProcessId => _folder?.ProcessId;

    /// <summary>Whether the server is the tests' own, which may be stopped and killed.</summary>
    public bool IsOurs => _folder is not null;

    public static async Task<PostgresServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("TASKACTORS_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return new PostgresServer(null, given, null);
        }

        return await StartOwnAsync();
    }

    /// <summary>Starts a server of its own, whatever the environment names.</summary>
    /// <param name="settings">Of PostgreSQL, as name=value; they win over those of the tests.</param>
    public static async Task<PostgresServer> StartOwnAsync(params string[] settings)
    {
        var (folder, whyNot) = await PostgresFolder.MakeAsync(settings);
        if (folder is null)
        {
            return new PostgresServer(null, null, whyNot);
        }

        var server = new PostgresServer(
            folder, $"postgresql://{User}:{Uri.EscapeDataString(Password)}@127.0.0.1:{folder.Port}/postgres", null);
        try
        {
            await folder.ServeAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database, which goes with the server.</summary>
    /// <returns>Its address.</returns>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"tests_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await RunAsync(Url!, $"CREATE DATABASE {name}");
        return new UriBuilder(Url!) { Path = name }.Uri.AbsoluteUri;
    }

    /// <summary>Removes a database and ends its sessions.</summary>
    public Task DropDatabaseAsync(string url) =>
        RunAsync(Url!, $"DROP DATABASE {new Uri(url).AbsolutePath[1..]} WITH (FORCE)");

    /// <summary>Runs a statement as an operator does.</summary>
    /// <returns>The first column of the first row.</returns>
    public static async Task<object?> RunAsync(string url, string sql)
    {
        await using var connection = Connect(url);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>A connection as an operator's tool has one; not yet open.</summary>
    public static NpgsqlConnection Connect(string url)
    {
        var address = new Uri(url);
        var user = address.UserInfo.Split(':', 2);
        return new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = address.Host, Port = address.Port < 0 ? 5432 : address.Port, Pooling = false,
            Username = Uri.UnescapeDataString(user[0]),
            Password = Uri.UnescapeDataString(user.ElementAtOrDefault(1) ?? ""),
            Database = address.AbsolutePath[1..], SearchPath = "taskactors, public", CommandTimeout = 60,
        }.ConnectionString);
    }

    /// <summary>Stops it as an operator does: sessions are ended, transactions rolled back.</summary>
    public Task StopAsync() => _folder!.EndAsync("-INT");

    /// <summary>Kills the server at once: the next start recovers.</summary>
    public Task KillAsync() => _folder!.EndAsync("-KILL");

    /// <summary>Starts it again, on the same port and data.</summary>
    public Task StartAgainAsync() => _folder!.ServeAsync();

    /// <summary>Starts it again as a standby, which only reads, and never hears of anything new.</summary>
    public Task StartAsStandbyAsync()
    {
        _folder!.MarkAsStandby();
        return _folder.ServeAsync();
    }

    /// <summary>Makes the standby one that writes again, as an operator does when the old one is lost.</summary>
    public async Task PromoteAsync()
    {
        if (await RunAsync(Url!, "SELECT pg_promote(true, 30)") is not true)
        {
            throw new InvalidOperationException("The standby was not promoted.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await _folder.DisposeAsync();
        }
    }
}
