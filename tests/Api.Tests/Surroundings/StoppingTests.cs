using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Surroundings;

/// <summary>A polite stop, as a supervisor asks for it: with exit code 0, and everything in the one file.</summary>
public sealed class StoppingTests
{
    [Fact]
    public async Task A_stopped_server_ends_well_and_leaves_one_whole_file()
    {
        using var folder = new TemporaryFolder();
        var setup = new ApiSetup { Folder = folder.Path };
        await using var server = await ApiProcess.StartAsync(setup);
        using (var client = server.ClientOf("alice"))
        {
            await client.AddAsync("""{"title": "stays"}""");
        }

        var exitCode = await server.StopAsync();

        Assert.True(exitCode == 0, server.Output);
        var files = new DirectoryInfo(folder["data"]).GetFiles().Where(file => file.Length > 0);
        Assert.Equal(["tasks.db"], files.Select(file => file.Name).ToArray());
        await server.StartAsync();
        using var later = server.ClientOf("alice");
        Assert.Equal(["stays"], await later.TitlesAsync("/api/tasks"));
    }
}
