using TaskActors.Testing.Processes;
using TaskActors.Tests.Survival.Load;

namespace TaskActors.Tests.Survival.Broken;

/// <summary>
/// Two servers on one file, which a build without the owner's lock allows, and every user's clients spread over both:
/// two actors of one user, all the time.
/// </summary>
internal static class TwoProcesses
{
    /// <returns>The complaints of the first round that had any.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(string executable, int seed, int rounds)
    {
        using var folder = new TemporaryFolder();
        var setup = new ApiSetup { Folder = folder.Path, Executable = executable };
        await using var one = await ApiProcess.StartAsync(setup);
        await using var other = await ApiProcess.StartAsync(setup);
        using var load = new MixedLoad(seed, users: 4, number => (number % 2 == 0 ? one : other).BaseAddress)
        {
            Reads = false,
        };
        IReadOnlyList<string> complaints = [];
        for (var round = 0; round < rounds && complaints.Count == 0; round++)
        {
            load.Start();
            var isServed = await load.AcknowledgesAsync(150);
            await load.StopAsync();
            // What they remember is gone, and the last read is of what is stored.
            await one.StopAsync();
            await other.StopAsync();
            await one.StartAsync();
            complaints = [.. await load.ComplaintsAsync(), .. isServed ? Array.Empty<string>() : ["not served"]];
            await other.StartAsync();
        }

        return complaints;
    }
}
