using TaskActors.Testing.Postgres;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Settings;

/// <summary>The command that copies a storage, as a person runs it.</summary>
public sealed class CopyCommandTests : IDisposable
{
    private const string Nowhere = "postgresql://u:hushhush@127.0.0.1:1/nowhere";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("There is no file", "--from", "sqlite:misspelt.db", "--to", Nowhere)]
    [InlineData("--from must be sqlite:", "--from", "mysql:x", "--to", Nowhere)]
    [InlineData("There is a word that belongs to no option", "--from", "sqlite:a", "--to", Nowhere, Nowhere)]
    public async Task A_mistake_is_one_sentence_without_a_password(string beginning, params string[] arguments)
    {
        var run = await CommandRun.EndAsync(_folder.Path, [], ["copy", .. arguments]);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(beginning, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hushhush", run.Errors + run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["misspelt.db"]));
    }

    [SkippableFact]
    public async Task A_servers_file_arrives_in_a_database_and_is_served_from_there()
    {
        await using var postgres = await PostgresServer.StartAsync();
        Skip.If(postgres.Url is null, postgres.WhyNot);
        var url = await postgres.NewDatabaseAsync();
        await using var server = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path });
        using (var client = server.ClientOf("alice"))
        {
            (await client.SendAsync("POST", "/api/tasks", """{"title": "milk"}""")).Dispose();
        }

        await server.StopAsync();
        var run = await CommandRun.EndAsync(_folder.Path, [], "copy", "--from", "sqlite:data/tasks.db", "--to", url);
        server.Setup = server.Setup with { Environment = [$"TASKACTORS_STORAGE={url}"] };
        await server.StartAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("verified 1 of 1 users", run.Output, StringComparison.Ordinal);
        using (var client = server.ClientOf("alice"))
        {
            Assert.Equal(["milk"], await client.TitlesAsync("/api/tasks"));
        }

        await server.DisposeAsync();
        await postgres.DropDatabaseAsync(url);
    }
}
