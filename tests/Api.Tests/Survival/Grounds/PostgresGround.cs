using TaskActors.Testing.Postgres;
using TaskActors.Testing.Processes;

namespace TaskActors.Tests.Survival.Grounds;

/// <summary>A server on PostgreSQL, which it reaches through a proxy that cuts connections.</summary>
internal sealed class PostgresGround : IAsyncDisposable
{
    private readonly PostgresServer _postgres;
    private readonly CuttingProxy _proxy;
    private readonly Random _random;

    private PostgresGround(PostgresServer postgres, CuttingProxy proxy, ApiProcess server, Random random) =>
        (_postgres, _proxy, Server, _random) = (postgres, proxy, server, random);

    public ApiProcess Server { get; }

    public Uri Address => Server.BaseAddress;

    /// <summary>How many commits the database said it had stored, unheard.</summary>
    public int Cuts => _proxy.Cuts;

    public IReadOnlyList<Fault> Faults =>
    [
        new("`kill -9` of the process", KillAsync),
        new("`SIGTERM`", StopAsync),
        new("database restarted", () => RestartAsync(_postgres.StopAsync)),
        new("database killed (`-9`)", () => RestartAsync(_postgres.KillAsync)),
        new("database read-only, then promoted", ReadOnlyAsync),
        new("sessions ended by the database", EndSessionsAsync),
        new("connection cut between COMMIT and its answer", CutCommitsAsync),
    ];

    /// <param name="postgres">One of our own: it is stopped and killed.</param>
    /// <param name="folder">Of the server.</param>
    /// <param name="random">Decides what exactly goes wrong.</param>
    public static async Task<PostgresGround> StartAsync(PostgresServer postgres, TemporaryFolder folder, Random random)
    {
        var url = new UriBuilder(postgres.Url!);
        var proxy = new CuttingProxy(url.Port);
        url.Port = proxy.Port;
        try
        {
            var server = await ApiProcess.StartAsync(new ApiSetup
            {
                Folder = folder.Path,
                Environment =
                [
                    $"TASKACTORS_STORAGE={url.Uri.AbsoluteUri}", "TASKACTORS_PUBLIC_URL=https://tasks.example.org",
                ],
            });
            return new PostgresGround(postgres, proxy, server, random);
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    private async Task KillAsync()
    {
        await Server.Kill9Async();
        await Server.StartAsync();
    }

    private async Task StopAsync()
    {
        await Server.StopAsync();
        await Server.StartAsync();
    }

    private async Task RestartAsync(Func<Task> end)
    {
        await end();
        await Task.Delay(_random.Next(600));
        await _postgres.StartAgainAsync();
    }

    private async Task ReadOnlyAsync()
    {
        await _postgres.StopAsync();
        await _postgres.StartAsStandbyAsync();
        await Task.Delay(_random.Next(200, 900));
        await _postgres.PromoteAsync();
    }

    private async Task EndSessionsAsync()
    {
        for (var count = 0; count < 10; count++)
        {
            await PostgresServer.RunAsync(
                _postgres.Url!,
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'TaskActors'"
                + (count % 2 == 0 ? " AND state <> 'idle'" : ""));
            await Task.Delay(_random.Next(60));
        }
    }

    private async Task CutCommitsAsync()
    {
        for (var count = 0; count < 10; count++)
        {
            _proxy.CutOnce();
            await Task.Delay(_random.Next(20, 120));
        }
    }
}
