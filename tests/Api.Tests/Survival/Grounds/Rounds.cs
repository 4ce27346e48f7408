using TaskActors.Tests.Survival.Load;

namespace TaskActors.Tests.Survival.Grounds;

/// <summary>
/// Round after round: load, one fault in the middle of it, and what everybody saw held against what is left.
/// </summary>
internal sealed class Rounds(MixedLoad load, Random random, Func<string> log)
{
    private const int LogLengthMax = 40_000;

    private readonly List<RoundResult> _results = [];

    public IReadOnlyList<RoundResult> Results => _results;

    /// <summary>What the server wrote last.</summary>
    public string LogEnd => log() is var all && all.Length > LogLengthMax ? all[^LogLengthMax..] : log();

    /// <summary>All complaints so far, each with its round.</summary>
    public IEnumerable<string> Complaints => _results.SelectMany((result, index) =>
        result.Complaints.Select(complaint => $"round {index + 1}, {result.Fault}: {complaint}"));

    /// <summary>
    /// Each fault once, in an order of chance, and so on until there were enough or one was too many.
    /// </summary>
    public async Task RunAsync(IReadOnlyList<Fault> faults, int count)
    {
        while (_results.Count < count)
        {
            var order = faults.ToArray();
            random.Shuffle(order);
            foreach (var fault in order.Take(count - _results.Count))
            {
                await RunAsync(fault);
                if (Complaints.Any())
                {
                    // What comes after it would only tell the same again.
                    return;
                }
            }
        }
    }

    public async Task RunAsync(Fault fault)
    {
        load.Start();
        var complaints = new List<string>();
        await ExpectAsync(random.Next(20, 100), "before the fault", complaints);
        await fault.StrikeAsync();
        await ExpectAsync(random.Next(20, 60), "after the fault", complaints);
        await load.StopAsync();
        complaints.AddRange(await load.ComplaintsAsync());
        _results.Add(new RoundResult(fault.Name, load.Counts, complaints));
    }

    private async Task ExpectAsync(int count, string when, List<string> complaints)
    {
        if (!await load.AcknowledgesAsync(count))
        {
            complaints.Add($"not served: nobody could write {when}");
        }
    }
}
