using TaskActors.Testing.Postgres;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Survival.Grounds;
using TaskActors.Tests.Survival.Load;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Survival;

/// <summary>The same on PostgreSQL, to which things happen as well.</summary>
[LongSuite]
public sealed class PostgresSurvivalTests(ITestOutputHelper output)
{
    private const int Users = 6;

    [SkippableFact]
    public async Task Whatever_happens_to_process_and_database_everybody_is_told_the_truth()
    {
        var seed = SurvivalRun.Seed();
        using var folder = new TemporaryFolder();
        await using var postgres = await PostgresServer.StartOwnAsync();
        Skip.If(postgres.WhyNot is not null, postgres.WhyNot);
        var random = new Random(seed);
        await using var ground = await PostgresGround.StartAsync(postgres, folder, random);
        using var load = new MixedLoad(seed, Users, _ => ground.Address);
        var rounds = new Rounds(load, random, () => ground.Server.Output);
        var faults = ground.Faults;

        await rounds.RunAsync(faults, SurvivalRun.Rounds(faults.Count, 150));

        SurvivalReport.Tell(output, "PostgreSQL", seed, rounds);
        Assert.Empty(rounds.Complaints);
        Assert.True(ground.Cuts > 0, "No commit went unheard.");
    }
}
