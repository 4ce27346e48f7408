using TaskActors.Testing.Postgres;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

/// <summary>
/// Users whose ids somebody might take for each other: by case, as numbers, decoded once too often or too seldom,
/// normalised. Each has a list of its own, in memory and after a new start, on whichever storage.
/// </summary>
public sealed class LookAlikeTests
{
    private static readonly string[] Users =
    [
        "abc", "ABC", "Abc", "abc ", "10", "010", "0x10", "1e1", "10.0", "%41", "A", "a", "%2541", "a+x", "A+x", "a x",
        "a%20x", "x/y", "x%2Fy", "x%2fy", "x\\y", "x", "u-abc", "me", "tasks", "\u00e9", "e\u0301", "é%00", "ﬀ", "ff",
        "018f3c2e-7b1a-7c3d-9e4f-5a6b7c8d9e0f", "018F3C2E-7B1A-7C3D-9E4F-5A6B7C8D9E0F",
        "018f3c2e7b1a7c3d9e4f5a6b7c8d9e0f", "{018f3c2e-7b1a-7c3d-9e4f-5a6b7c8d9e0f}",
    ];

    [Fact]
    public async Task Look_alikes_share_nothing_before_and_after_a_new_start()
    {
        using var folder = new TemporaryFolder();
        await AssertApartAsync(new ApiSetup { Folder = folder.Path });
    }

    [SkippableFact]
    public async Task Look_alikes_share_nothing_on_PostgreSQL()
    {
        await using var postgres = await PostgresServer.StartAsync();
        Skip.If(postgres.Url is null, postgres.WhyNot);
        using var folder = new TemporaryFolder();
        var url = await postgres.NewDatabaseAsync();

        await AssertApartAsync(new ApiSetup { Folder = folder.Path, Environment = [$"TASKACTORS_STORAGE={url}"] });

        await postgres.DropDatabaseAsync(url);
    }

    private static async Task AssertApartAsync(ApiSetup setup)
    {
        await using var server = await ApiProcess.StartAsync(setup);
        foreach (var (number, user) in Users.Index())
        {
            using var client = server.ClientOf(user);
            using var response = await client.SendAsync("POST", "/api/tasks", $$"""{"title": "of-{{number}}"}""");
            Assert.Equal("\"r1\"", response.Header("ETag"));
        }

        await AssertEachHasItsOwnAsync(server);
        await server.Kill9Async();
        await server.StartAsync();
        await AssertEachHasItsOwnAsync(server);

        await DeleteEverySecondAsync(server);
        await AssertEachHasItsOwnAsync(server, isEverySecondEmpty: true);
    }

    private static async Task AssertEachHasItsOwnAsync(ApiProcess server, bool isEverySecondEmpty = false)
    {
        foreach (var (number, user) in Users.Index())
        {
            using var client = server.ClientOf(user);
            string[] expected = isEverySecondEmpty && number % 2 == 0 ? [] : [$"of-{number}"];

            Assert.Equal(expected, await client.TitlesAsync("/api/tasks"));
            if (!user.Contains("%00", StringComparison.Ordinal) && user is not ("me" or "tasks"))
            {
                var answer = await RawHttp.AskAsync(
                    server.BaseAddress, "GET", $"/api/{Uri.EscapeDataString(user)}/tasks", server.TokenOf(user));
                Assert.Equal(200, answer.Status);
                Assert.Equal(expected, HttpTalk.Titles(System.Text.Json.JsonDocument.Parse(answer.Body).RootElement));
            }
        }
    }

    private static async Task DeleteEverySecondAsync(ApiProcess server)
    {
        foreach (var user in Users.Where((_, number) => number % 2 == 0))
        {
            using var client = server.ClientOf(user);
            using var response = await client.SendAsync("DELETE", "/api/tasks");
            response.EnsureSuccessStatusCode();
        }
    }
}
