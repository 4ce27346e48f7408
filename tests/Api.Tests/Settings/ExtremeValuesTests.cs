using System.Net;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Settings;

/// <summary>What a setting takes as valid, the parts that it is handed on to take too: the server starts.</summary>
public sealed class ExtremeValuesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1, 1, 1, 1_024)]
    [InlineData(10_080, 1_048_576, 1_000_000, 1_000_000, 1L << 30)]
    public async Task The_least_and_the_most_for_actors_start(int idle, int memory, int queue, int tasks, long text)
    {
        await using var server = await ApiProcess.StartAsync(new ApiSetup
        {
            Folder = _folder.Path,
            Environment =
            [
                $"TASKACTORS_IDLE_MINUTES={idle}", $"TASKACTORS_MEMORY_MAX_MB={memory}",
                $"TASKACTORS_QUEUE_MAX={queue}", $"TASKACTORS_TASKS_MAX={tasks}", $"TASKACTORS_TEXT_BYTES_MAX={text}",
            ],
        });
        using var client = server.ClientOf("alice");

        using var answer = await client.GetAsync("/api/alice/tasks");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
