using System.Net;
using Microsoft.Data.Sqlite;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Surroundings;

/// <summary>A server beside a schema that a newer program made, as clients and operators see it.</summary>
public sealed class NewerSchemaTests : IDisposable
{
    private const string Another = """{"title": "another"}""";

    private readonly TemporaryFolder _folder = new();

    private ApiSetup Setup => new() { Folder = _folder.Path };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_schema_does_not_allow_is_503_and_what_it_allows_goes_on()
    {
        await using var server = await ApiProcess.StartAsync(Setup);
        using var alice = server.ClientOf("alice");
        using var bob = server.ClientOf("bob");
        await alice.AddAsync("""{"title": "milk"}""");

        Run("UPDATE schema_version SET version = 9, least_writer = 9");
        var refused = await alice.SendAsync("POST", "/api/tasks", Another);
        var unknown = await bob.SendAsync("POST", "/api/tasks", Another);
        var readiness = await ReadinessAsync(alice, HttpStatusCode.ServiceUnavailable);
        var titles = await alice.TitlesAsync("/api/tasks");
        var rows = Run("SELECT group_concat(user_key || rev || next_id) FROM users");
        Run("UPDATE schema_version SET least_writer = 3");
        await alice.AddAsync(Another);
        await bob.AddAsync(Another);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness);
        Assert.Equal(["milk"], titles);
        Assert.Equal("u-alice12", rows);
        Assert.Equal(["milk", "another"], await alice.TitlesAsync("/api/tasks"));
        Assert.Equal(["another"], await bob.TitlesAsync("/api/tasks"));
    }

    [Fact]
    public async Task An_upgrade_that_only_added_can_be_taken_back()
    {
        await using var server = await ApiProcess.StartAsync(Setup);
        using (var alice = server.ClientOf("alice"))
        {
            await alice.AddAsync("""{"title": "milk"}""");
        }

        await server.StopAsync();
        Run("UPDATE schema_version SET version = 9; ALTER TABLE tasks ADD COLUMN colour TEXT");
        await server.StartAsync();

        using var again = server.ClientOf("alice");
        await again.AddAsync(Another);
        Assert.Equal(["milk", "another"], await again.TitlesAsync("/api/tasks"));
        Assert.Contains("has schema 9, which a newer program made", server.Output, StringComparison.Ordinal);
    }

    /// <summary>Asks until this is the answer: one may serve for a second.</summary>
    private static async Task<HttpStatusCode> ReadinessAsync(HttpClient client, HttpStatusCode wanted)
    {
        for (var tries = 0; ; tries++)
        {
            using var answer = await client.GetAsync("/readyz");
            if (answer.StatusCode == wanted || tries == 20)
            {
                return answer.StatusCode;
            }

            await Task.Delay(250);
        }
    }

    private string? Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Setup.DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }
}
