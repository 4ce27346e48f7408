using System.Net.Http.Headers;
using System.Text;
using TaskActors.Bench.Speed;
using TaskActors.Testing.Processes;

namespace TaskActors.Bench.Cluster;

/// <summary>The processes of one shape, as shipped, with everybody's twenty tasks in them.</summary>
internal sealed class RunningShape : IAsyncDisposable
{
    private const int SeedersCount = 16;

    private readonly TemporaryFolder _folder = new();
    private readonly List<SiloProcess> _silos = [];

    private RunningShape()
    {
    }

    public List<ApiProcess> FrontDoors { get; } = [];

    /// <param name="shape">Which processes.</param>
    /// <param name="database">The address of an empty database, for those that want one.</param>
    public static async Task<RunningShape> StartAsync(Shape shape, string database)
    {
        var running = new RunningShape();
        try
        {
            await running.StartProcessesAsync(shape, database);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Through each front door in turn, as behind a balancer that knows nothing of users: an actor is as likely on one
    /// silo as on another, whoever will ask for it.
    /// </summary>
    public async Task SeedAsync(Crowd crowd)
    {
        var creates = Enumerable.Range(1, Crowd.TasksCount).Select(
            number => $"{{\"op\":\"create\",\"body\":{{\"title\":\"Buy milk and bread, {number}\"}}}}");
        var body = $"{{\"operations\":[{string.Join(',', creates)}]}}";
        using var client = new HttpClient();
        await Parallel.ForAsync(
            0, Crowd.GroupCount, new ParallelOptions { MaxDegreeOfParallelism = SeedersCount },
            async (user, cancellation) =>
            {
                var door = FrontDoors[user % FrontDoors.Count];
                using var request = new HttpRequestMessage(
                    HttpMethod.Post, new Uri(door.BaseAddress, "/api/tasks/batch"));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", crowd.TokenOf(user));
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await client.SendAsync(request, cancellation);
                answer.EnsureSuccessStatusCode();
            });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var door in FrontDoors)
        {
            await door.DisposeAsync();
        }

        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartProcessesAsync(Shape shape, string database)
    {
        string[] storage = shape.Store == Shape.Sqlite ? [] : [$"TASKACTORS_STORAGE={database}"];
        string[] cluster =
        [
            .. storage, $"TASKACTORS_STORE={(shape.Store == Shape.GrainState ? "grain-state" : "rows")}",
        ];
        for (var silo = 0; shape.IsSplit && silo < shape.Silos; silo++)
        {
            _silos.Add(new SiloProcess(_folder.Path, cluster));
            await _silos[^1].StartAsync();
        }

        string[] settings = shape.IsCluster
            ? [.. cluster, $"TASKACTORS_CLUSTER={(shape.IsSplit ? "client" : "co-hosted")}"]
            : storage;
        for (var door = 0; door < shape.FrontDoors; door++)
        {
            // A name alone takes away what the tests set: the limits are on, as shipped.
            FrontDoors.Add(await ApiProcess.StartAsync(new ApiSetup
            {
                Folder = _folder.Path,
                Ports = shape.IsCluster ? ["TASKACTORS_SILO_PORT"] : [],
                Environment = [.. settings, "TASKACTORS_RATE_PER_SECOND", "TASKACTORS_REFUSALS_PER_SECOND"],
            }));
        }
    }
}
