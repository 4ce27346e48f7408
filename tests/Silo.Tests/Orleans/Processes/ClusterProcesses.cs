using TaskActors.Testing.Postgres;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>Several real nodes and a real PostgreSQL server, all on loopback.</summary>
internal sealed class ClusterProcesses : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _url;

    private ClusterProcesses(PostgresServer postgres, string url) => (Postgres, _url) = (postgres, url);

    public PostgresServer Postgres { get; }

    /// <summary>The front doors; co-hosted, each with a silo in it.</summary>
    public List<ApiProcess> Nodes { get; } = [];

    /// <summary>The silos of their own, where front doors have none.</summary>
    public List<SiloProcess> Silos { get; } = [];

    /// <summary>Starts equal nodes, each with a silo.</summary>
    public static async Task<ClusterProcesses> CoHostedAsync(int nodes, params string[] environment)
    {
        var cluster = await PrepareAsync();
        for (var node = 0; node < nodes; node++)
        {
            cluster.Nodes.Add(await ApiProcess.StartAsync(cluster.Setup("co-hosted", environment)));
        }

        return cluster;
    }

    /// <summary>Starts silos, and front doors that are clients of them.</summary>
    public static async Task<ClusterProcesses> SplitAsync(int silos, int nodes, params string[] environment)
    {
        var cluster = await PrepareAsync();
        for (var silo = 0; silo < silos; silo++)
        {
            cluster.Silos.Add(new SiloProcess(
                cluster._folder.Path, cluster.Environment(environment)));
            await cluster.Silos[^1].StartAsync();
        }

        for (var node = 0; node < nodes; node++)
        {
            cluster.Nodes.Add(await ApiProcess.StartAsync(cluster.Setup("client", environment)));
        }

        return cluster;
    }

    /// <summary>Starts one more node, whose silo has this port.</summary>
    public Task<ApiProcess> StartNodeAsync(int siloPort) => ApiProcess.StartAsync(
        Setup("co-hosted", [$"TASKACTORS_SILO_PORT={siloPort}"]) with { Ports = [] });

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        foreach (var silo in Silos)
        {
            await silo.DisposeAsync();
        }

        await Postgres.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<ClusterProcesses> PrepareAsync()
    {
        var postgres = await PostgresServer.StartAsync();
        if (!postgres.IsOurs)
        {
            await postgres.DisposeAsync();
            throw new SkipException(postgres.WhyNot ?? "the server that was given is not to be stopped");
        }

        return new ClusterProcesses(postgres, await postgres.NewDatabaseAsync());
    }

    private string[] Environment(string[] more) =>
        [$"TASKACTORS_STORAGE={_url}", .. more];

    private ApiSetup Setup(string shape, string[] more) => new()
    {
        Folder = _folder.Path, Environment = [.. Environment(more), $"TASKACTORS_CLUSTER={shape}"],
        Ports = ["TASKACTORS_SILO_PORT"],
    };
}
