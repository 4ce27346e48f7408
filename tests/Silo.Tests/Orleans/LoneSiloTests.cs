using System.Net.Http.Json;
using TaskActors.Cluster;
using TaskActors.Testing;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Postgres;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// A server without cluster settings is a silo that no other process can reach: whoever could connect to it could call
/// every grain in it, whatever token a caller of the API has.
/// </summary>
public sealed class LoneSiloTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ApiProcess _server = null!;

    public async Task InitializeAsync()
    {
        _server = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path });
        using var client = _server.ClientOf("alice");
        using var answer = await client.GetAsync("/api/alice/tasks");
        answer.EnsureSuccessStatusCode();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void It_listens_on_the_port_of_its_api_alone()
    {
        Skip.IfNot(ListeningSockets.CanBeListed, "sockets are read from Linux' /proc");

        Assert.Equal([_server.BaseAddress.Port], ListeningSockets.PortsOf(_server.Id));
    }

    /// <summary>Tries the port that the silo is named by, and every one that the process really listens on.</summary>
    [SkippableFact]
    public async Task Neither_a_silo_nor_a_client_of_another_process_reaches_it()
    {
        Skip.IfNot(ListeningSockets.CanBeListed, "sockets are read from Linux' /proc");
        var ports = ListeningSockets.PortsOf(_server.Id).Append(CoHostedSilo.PortName).ToArray();

        var areKeptOut = await Task.WhenAll(ports.SelectMany(
            port => new[] { Stranger.IsKeptOutAsync("silo", port), Stranger.IsKeptOutAsync("client", port) }));

        Assert.All(areKeptOut, Assert.True);
    }
}

/// <summary>The same where Orleans' own grain storage keeps the tasks.</summary>
[Collection(PostgresGroup.Name)]
public sealed class LoneSiloOnGrainStateTests(PostgresFixture postgres)
{
    [SkippableFact]
    public async Task It_listens_on_the_port_of_its_api_alone_and_keeps_what_it_was_given()
    {
        Skip.IfNot(ListeningSockets.CanBeListed, "sockets are read from Linux' /proc");
        await using var database = await PostgresDatabase.CreateAsync(postgres.Server);
        using var folder = new TemporaryFolder();
        await using var server = await ApiProcess.StartAsync(new ApiSetup
        {
            Folder = folder.Path, Environment = [$"TASKACTORS_STORAGE={database.Url}", "TASKACTORS_STORE=grain-state"],
        });
        using (var client = server.ClientOf("alice"))
        {
            using var created = await client.PostAsJsonAsync("/api/tasks", new { title = "milk" });
            created.EnsureSuccessStatusCode();
        }

        Assert.Equal([server.BaseAddress.Port], ListeningSockets.PortsOf(server.Id));
        await server.StopAsync();
        await server.StartAsync();
        using var again = server.ClientOf("alice");
        Assert.Contains("milk", await again.GetStringAsync("/api/tasks"), StringComparison.Ordinal);
    }
}
