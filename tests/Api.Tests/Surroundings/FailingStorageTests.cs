using System.Net;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Surroundings;

/// <summary>Storage that fails under a running server: what callers get, and that it mends itself.</summary>
[LongSuite]
public sealed class FailingStorageTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _acknowledged = [];
    private ApiProcess? _server;

    private string DataFolder => _folder["data"];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_full_disk_is_503_until_there_is_room_again()
    {
        await using var disk = await SmallDisk.MountAsync(DataFolder);
        Skip.If(disk is null, "mounting a small disk takes root on Linux");
        try
        {
            await BreakAndMendAsync(disk.Fill, disk.MakeRoom);
        }
        finally
        {
            await _server!.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_data_folder_that_went_away_is_503_until_it_is_back()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows does not let a folder go whose files are open");

        await BreakAndMendAsync(
            () =>
            {
                if (Directory.Exists(DataFolder))
                {
                    Directory.Move(DataFolder, _folder["elsewhere"]);
                }
            },
            () => Directory.Move(_folder["elsewhere"], DataFolder));

        Assert.Empty(Directory.GetDirectories(_folder.Path, "elsewhere"));
    }

    private async Task BreakAndMendAsync(Action fail, Action mend)
    {
        _server = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path });
        using var client = _server.ClientOf("alice");
        for (var number = 0; number < 5; number++)
        {
            Assert.Equal(HttpStatusCode.Created, await AddAsync(client));
        }

        await AssertFailsAsync(client, fail);
        mend();

        await BecomesReadyAsync(client);
        Assert.Equal(HttpStatusCode.Created, await AddAsync(client));
        Assert.Equal(_acknowledged.ToArray(), await client.TitlesAsync("/api/tasks"));
        await _server.Kill9Async();
        await _server.StartAsync();
        using var later = _server.ClientOf("alice");
        Assert.Equal(_acknowledged.ToArray(), await later.TitlesAsync("/api/tasks"));
    }

    private async Task AssertFailsAsync(HttpClient client, Action fail)
    {
        // What is allocated already takes some more writes, and the first that fails makes room by tidying up.
        for (var failures = 0; failures < 2;)
        {
            fail();
            failures = await AddAsync(client) == HttpStatusCode.ServiceUnavailable ? failures + 1 : 0;
            Assert.InRange(_acknowledged.Count, 0, 500);
        }

        fail();
        using var refused = await client.SendAsync("POST", "/api/tasks", """{"title": "refused"}""");
        Assert.Equal("storage_unavailable", await refused.CodeAsync(HttpStatusCode.ServiceUnavailable));
        Assert.Matches(@"^\d+$", refused.Header("Retry-After"));
        Assert.Equal(_acknowledged.ToArray(), await client.TitlesAsync("/api/tasks"));
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        using var ready = await client.GetAsync("/readyz");
        using var live = await client.GetAsync("/livez");
        Assert.Equal("not_ready", await ready.CodeAsync(HttpStatusCode.ServiceUnavailable));
        Assert.NotEmpty(ready.Header("Retry-After"));
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    private static async Task BecomesReadyAsync(HttpClient client)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using var ready = await client.GetAsync("/readyz", patience.Token);
            if (ready.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
        }
    }

    private async Task<HttpStatusCode> AddAsync(HttpClient client)
    {
        var title = $"task {_acknowledged.Count} {new string('x', 150)}";
        using var response = await client.SendAsync("POST", "/api/tasks", $$"""{"title": "{{title}}"}""");
        if (response.StatusCode == HttpStatusCode.Created)
        {
            _acknowledged.Add(title);
        }

        return response.StatusCode;
    }
}
