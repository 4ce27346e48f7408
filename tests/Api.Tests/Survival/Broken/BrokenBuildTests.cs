using TaskActors.Testing.Processes;
using TaskActors.Tests.Survival.Grounds;
using TaskActors.Tests.Survival.Load;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Survival.Broken;

/// <summary>Builds that break a promise are caught by the rounds that the real one survives.</summary>
[LongSuite]
public sealed class BrokenBuildTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_126;
    private const int RoundsMax = 20;

    private const string Writer = "src/Silo/Storage/GroupWriter.cs";
    private const string Connections = "src/Silo/Storage/SqliteConnections.cs";
    private const string Commits = "src/Silo/Storage/CommitConnection.cs";
    private const string Lock = "src/Silo/Storage/OwnerLock.cs";

    [SkippableFact]
    public async Task One_that_acknowledges_before_it_commits_is_caught()
    {
        Skip.IfNot(LongRuns.AreWanted, "the broken builds take minutes: TASKACTORS_LONG=1 builds them");
        using var build = new BrokenBuild().With(
            Writer,
            "            connection.Commit();\n",
            "            foreach (var early in commits) { early.Succeed(); }\n            connection.Commit();\n");

        await AssertCaughtAsync(await build.BuildAsync(), "`kill -9`");
    }

    [SkippableFact]
    public async Task One_that_does_not_flush_is_caught()
    {
        Skip.IfNot(LongRuns.AreWanted, "the broken builds take minutes: TASKACTORS_LONG=1 builds them");
        using var build = new BrokenBuild().With(
            Connections, "(\"synchronous\", \"FULL\", \"2\")", "(\"synchronous\", \"OFF\", \"0\")");

        await AssertCaughtAsync(await build.BuildAsync(), "power cut");
    }

    [SkippableFact]
    public async Task One_without_the_fence_is_caught_where_two_processes_write_one_file()
    {
        Skip.IfNot(LongRuns.AreWanted, "the broken builds take minutes: TASKACTORS_LONG=1 builds them");
        using var build = WithoutOwner()
            .With(Commits, "WHERE users.rev = @expected", "WHERE users.rev >= @expected - 1000000")
            .With(
                Commits, "WHERE user_key = @user AND rev = @expected",
                "WHERE user_key = @user AND rev >= @expected - 1000000");

        var complaints = await TwoProcesses.RunAsync((await build.BuildAsync()).Executable, Seed, RoundsMax);

        output.WriteLine(string.Join('\n', complaints));
        Assert.NotEmpty(complaints);
    }

    /// <summary>The other way round: the fence alone, without the lock, keeps two processes apart.</summary>
    [SkippableFact]
    public async Task One_with_the_fence_survives_two_processes_on_one_file()
    {
        Skip.IfNot(LongRuns.AreWanted, "the broken builds take minutes: TASKACTORS_LONG=1 builds them");
        using var build = WithoutOwner();

        var complaints = await TwoProcesses.RunAsync((await build.BuildAsync()).Executable, Seed, rounds: 5);

        Assert.Empty(complaints);
    }

    private static BrokenBuild WithoutOwner() => new BrokenBuild().With(
        Lock, "TryTake(path + \".lock\")", "TryTake(path + \".lock\" + Environment.ProcessId)");

    private async Task AssertCaughtAsync(BrokenBuild build, string fault)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(Seed);
        await using var ground = await SqliteGround.StartAsync(folder, random, build.Executable);
        using var load = new MixedLoad(Seed, users: 6, _ => ground.Address);
        var rounds = new Rounds(load, random, () => ground.Server.Output);

        await rounds.RunAsync(
            [.. ground.Faults.Where(one => one.Name.StartsWith(fault, StringComparison.Ordinal))], RoundsMax);

        output.WriteLine($"{rounds.Results.Count} rounds\n{string.Join('\n', rounds.Complaints)}");
        Assert.NotEmpty(rounds.Complaints);
    }
}
