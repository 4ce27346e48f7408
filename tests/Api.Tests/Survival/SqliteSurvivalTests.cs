using TaskActors.Testing.Processes;
using TaskActors.Tests.Survival.Grounds;
using TaskActors.Tests.Survival.Load;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Survival;

/// <summary>A server on SQLite under mixed load of many users, to which one thing after the other happens.</summary>
[LongSuite]
public sealed class SqliteSurvivalTests(ITestOutputHelper output)
{
    private const int Users = 6;

    [SkippableFact]
    public async Task Whatever_happens_to_process_disk_and_clock_everybody_is_told_the_truth()
    {
        var seed = SurvivalRun.Seed();
        using var folder = new TemporaryFolder();
        var random = new Random(seed);
        await using var ground = await SqliteGround.StartAsync(folder, random);
        using var load = new MixedLoad(seed, Users, _ => ground.Address);
        var rounds = new Rounds(load, random, () => ground.Server.Output);
        var faults = ground.Faults;

        await rounds.RunAsync(faults, SurvivalRun.Rounds(faults.Count, 300));

        SurvivalReport.Tell(output, "SQLite", seed, rounds);
        Assert.Empty(rounds.Complaints);
        Assert.True(ground.Disk.Faults > 0, "The disk never failed.");
    }
}
