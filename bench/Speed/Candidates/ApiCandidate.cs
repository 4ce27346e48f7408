using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using TaskActors.Testing.Processes;

namespace TaskActors.Bench.Speed.Candidates;

/// <summary>A build of this API as it is shipped, limits included; on a SQLite file, if nothing else is set.</summary>
internal sealed class ApiCandidate(ApiBuild build, string folder) : Candidate
{
    private const int SeedersCount = 16;
    private const string HostLine = "actors: ";

    private ApiProcess? _server;

    public override string Name => build.Name;

    public override string Title => build.Title;

    public override Uri Address => _server!.BaseAddress;

    public override int ProcessId => _server!.Id;

    public override bool IsOurs => build.Name == ApiBuild.Ours.Name;

    /// <summary>Here each user's ids begin at 1.</summary>
    public override int IdStride => 0;

    public override async Task<string?> TryStartAsync()
    {
        _server = await ApiProcess.StartAsync(new ApiSetup
        {
            Folder = Directory.CreateDirectory(Path.Combine(folder, Name)).FullName,
            // A name alone takes away what the tests set: the limits are on, as shipped.
            Environment = ["TASKACTORS_RATE_PER_SECOND", "TASKACTORS_REFUSALS_PER_SECOND", .. build.Environment],
            Executable = build.Executable,
        });
        return null;
    }

    public override async Task SeedAsync(Crowd crowd, int first, int count)
    {
        using var client = _server!.NewClient();
        var body = $"{{\"operations\":[{string.Join(',', Enumerable.Range(1, Crowd.TasksCount).Select(Create))}]}}";
        await Parallel.ForAsync(
            first, first + count, new ParallelOptions { MaxDegreeOfParallelism = SeedersCount },
            async (user, cancellation) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tasks/batch");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", crowd.TokenOf(user));
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await client.SendAsync(request, cancellation);
                answer.EnsureSuccessStatusCode();
            });
    }

    public override Task<string> VersionsAsync() => Task.FromResult(_server!.Output.Split('\n')
        .First(line => line.StartsWith(HostLine, StringComparison.Ordinal))[HostLine.Length..]);

    /// <summary>Which build it is, what hosts its actors now, and what was set.</summary>
    public async Task<string> DescribeAsync()
    {
        var version = await Output.OfAsync("dotnet", build.Executable, "--version") ?? "unknown version";
        // The SDK writes it behind a plus where it builds in a clone.
        var commit = FileVersionInfo.GetVersionInfo(build.Executable).ProductVersion?.Split('+').ElementAtOrDefault(1)
            ?? "unknown";
        var settings = build.Environment.Count == 0 ? "as shipped" : string.Join(", ", build.ShownSettings);
        return $"{version}, commit {commit[..Math.Min(12, commit.Length)]}; running: {await VersionsAsync()}; "
            + $"settings: {settings}";
    }

    public override async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static string Create(int number) =>
        "{\"op\":\"create\",\"body\":{"
        + $"\"title\":\"{Seeds.Title(number)}\",\"description\":\"{Seeds.Description}\"}}}}";
}
