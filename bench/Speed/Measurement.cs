using TaskActors.Bench.Speed.Candidates;
using TaskActors.Bench.Speed.Measuring;
using TaskActors.Testing.Postgres;

namespace TaskActors.Bench.Speed;

/// <summary>A whole run: start, seed, check, and then measure everybody in turn, round after round.</summary>
internal sealed class Measurement(SpeedOptions options, string folder) : IAsyncDisposable
{
    private readonly List<Candidate> _candidates = [];
    private readonly Crowd _crowd = new(groups: options.WarmUps + options.Rounds + 1, folder);
    private PostgresServer? _postgres;

    public IReadOnlyList<Candidate> Candidates => _candidates;

    /// <summary>What was asked for, or belongs to a whole run, and could not be measured.</summary>
    public List<string> LeftOut { get; } = [];

    public async Task StartAsync()
    {
        // As shipped, also in that it flushes; only the cache is made as large as its documents recommend.
        _postgres = await PostgresServer.StartOwnAsync(
            "fsync=on", "timezone=UTC", "shared_buffers=512MB", "max_connections=200", "max_wal_size=4GB");
        var check = new FairnessCheck(_crowd);
        var ours = new Ours(folder);
        await StartAsync(ours, check);
        // Bare Kestrel repeats what ours says, so ours is there whatever was asked for.
        await check.CaptureAsync(ours, folder);
        Candidate[] others =
        [
            new BarePeer(folder), new FastApiPeer(_postgres), new FastifyPeer(_postgres),
            new AspNetPostgresPeer(_postgres), new AspNetSqlitePeer(folder),
        ];
        foreach (var candidate in others.Where(candidate => options.Wants(candidate.Name)))
        {
            await StartAsync(candidate, check);
        }
    }

    public async Task<Results> RunAsync()
    {
        var results = new Results();
        using var disk = new Disk(folder);
        foreach (var work in Work.All)
        {
            if (work.GrowsLists)
            {
                Say($"{work.Name}: seeding users for each round");
                foreach (var candidate in _candidates)
                {
                    await candidate.SeedAsync(
                        _crowd, Crowd.GroupCount, (options.WarmUps + options.Rounds) * Crowd.GroupCount);
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

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    private async Task StartAsync(Candidate candidate, FairnessCheck check)
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
        await check.RunAsync(candidate);
        Say($"started, seeded and checked: {candidate.Title}");
    }

    private async Task RunRoundAsync(Work work, int round, Results results, Disk disk)
    {
        var load = new Load(_crowd, options.Threads);
        var first = work.GrowsLists ? (round + options.WarmUps) * Crowd.GroupCount : 0;
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
            rates.Add($"{candidate.Name} {slice.RequestsPerSecond:N0}");
            if (round > 0)
            {
                results.Add(candidate, work, slice);
            }
        }

        if (round > 0 && work.IsDurableWrite)
        {
            results.DiskTransactions.Add(disk.Measure(TimeSpan.FromSeconds(options.Seconds / 2.0)));
        }

        Say($"{work.Name}, {(round <= 0 ? "warm-up" : $"round {round} of {options.Rounds}")}: "
            + string.Join(", ", rates));
    }

    private static void Say(string line) => Console.WriteLine(line);
}
