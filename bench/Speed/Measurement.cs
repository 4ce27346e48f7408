using TaskActors.Bench.Speed.Candidates;
using TaskActors.Bench.Speed.Measuring;

namespace TaskActors.Bench.Speed;

/// <summary>Starts, seeds and checks candidates, and then measures all of them in turn, round after round.</summary>
internal sealed class Measurement(SpeedOptions options, string folder) : IAsyncDisposable
{
    private readonly List<Candidate> _candidates = [];
    /// <summary>Group 0 is everybody's; each work that makes lists grow has further ones, one a round.</summary>
    private readonly Crowd _crowd = new(
        groups: 1 + (options.Works.Count(work => work.GrowsLists) * RoundsOf(options)), folder);

    public IReadOnlyList<Candidate> Candidates => _candidates;

    /// <summary>What was asked for, or belongs to a whole run, and could not be measured.</summary>
    public List<string> LeftOut { get; } = [];

    public FairnessCheck Check => new(_crowd);

    public async Task StartAsync(Candidate candidate)
    {
        if (await candidate.TryStartAsync() is { } reason)
        {
            LeftOut.Add($"{candidate.Title}: {reason}");
            Say($"left out: {LeftOut[^1]}");
            return;
        }

        _candidates.Add(candidate);
        await candidate.SeedAsync(_crowd, 0, Crowd.GroupCount);
        await candidate.SeedAsync(_crowd, _crowd.CheckedUser, 1);
        await Check.RunAsync(candidate);
        Say($"started, seeded and checked: {candidate.Title}");
    }

    /// <param name="disk">Measured between the rounds of durable writes, if it is there.</param>
    public async Task<Results> RunAsync(Disk? disk = null)
    {
        var results = new Results();
        foreach (var work in options.Works)
        {
            if (work.GrowsLists)
            {
                Say($"{work.Name}: seeding users for each round");
                foreach (var candidate in _candidates)
                {
                    await candidate.SeedAsync(
                        _crowd, FirstUserOf(work, round: 1 - options.WarmUps),
                        RoundsOf(options) * Crowd.GroupCount);
                }
            }

            // Those up to 0 warm up, and do not count.
            for (var round = 1 - options.WarmUps; round <= options.Rounds; round++)
            {
                await RunRoundAsync(work, round, results, disk);
            }
        }

        return results;
    }

    public async Task<IReadOnlyList<(string Title, string Versions)>> VersionsAsync()
    {
        var versions = new List<(string, string)>();
        foreach (var candidate in _candidates)
        {
            versions.Add((candidate.Title, await candidate.VersionsAsync()));
        }

        return versions;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var candidate in _candidates)
        {
            await candidate.DisposeAsync();
        }
    }

    private static int RoundsOf(SpeedOptions options) => options.WarmUps + options.Rounds;

    private int FirstUserOf(Work work, int round)
    {
        var before = options.Works.TakeWhile(other => other != work).Count(other => other.GrowsLists);
        return work.GrowsLists
            ? ((before * RoundsOf(options)) + round + options.WarmUps) * Crowd.GroupCount : 0;
    }

    private async Task RunRoundAsync(Work work, int round, Results results, Disk? disk)
    {
        var load = new Load(_crowd, options.Threads);
        var first = FirstUserOf(work, round);
        var rates = new List<string>();
        // Another one begins each time: nobody always runs behind the same neighbour.
        for (var turn = 0; turn < _candidates.Count; turn++)
        {
            var candidate = _candidates[(turn + round + options.WarmUps) % _candidates.Count];
            if (work.GrowsLists)
            {
                await new FirstReads(_crowd).RunAsync(candidate, first);
            }

            var slice = await load.RunAsync(candidate, work, first, options.Seconds);
            rates.Add($"{candidate.Name} {slice.RequestsPerSecond:N0} ({slice.CpuMicroseconds:0} µs)");
            if (round > 0)
            {
                results.Add(candidate, work, slice);
            }
        }

        if (disk is not null && round > 0 && work.IsDurableWrite)
        {
            results.DiskTransactions.Add(disk.Measure(TimeSpan.FromSeconds(options.Seconds / 2.0)));
        }

        Say($"{work.Name}, {(round <= 0 ? "warm-up" : $"round {round} of {options.Rounds}")}: "
            + string.Join(", ", rates));
    }

    private static void Say(string line) => Console.WriteLine(line);
}
