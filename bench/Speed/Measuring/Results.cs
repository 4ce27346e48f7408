using TaskActors.Bench.Speed.Candidates;

namespace TaskActors.Bench.Speed.Measuring;

/// <summary>All measurements of a run, by candidate and work, in order of the rounds.</summary>
internal sealed class Results
{
    private readonly Dictionary<(Candidate, Work), List<Slice>> _slices = [];

    /// <summary>Transactions a second, measured between the rounds.</summary>
    public List<double> DiskTransactions { get; } = [];

    public IReadOnlyList<Slice> this[Candidate candidate, Work work] =>
        _slices.TryGetValue((candidate, work), out var slices) ? slices : [];

    public IEnumerable<(Candidate Candidate, Work Work, long Status, long Socket)> Errors =>
        from entry in _slices
        let status = entry.Value.Sum(slice => slice.StatusErrors)
        let socket = entry.Value.Sum(slice => slice.SocketErrors)
        where status + socket > 0
        select (entry.Key.Item1, entry.Key.Item2, status, socket);

    public void Add(Candidate candidate, Work work, Slice slice)
    {
        if (!_slices.TryGetValue((candidate, work), out var slices))
        {
            _slices[(candidate, work)] = slices = [];
        }

        slices.Add(slice);
    }

    public Spread Of(Candidate candidate, Work work, Func<Slice, double> value) =>
        Spread.Of(this[candidate, work].Select(value));

    /// <summary>
    /// How many times as fast as another: each round by itself, so that a machine that grows slower changes both.
    /// </summary>
    public Spread Ratio(Candidate candidate, Candidate other, Work work, Func<Slice, double> value) =>
        Spread.Of(Ratios(candidate, other, work, value));

    /// <summary>The same, of each round.</summary>
    public IEnumerable<double> Ratios(Candidate candidate, Candidate other, Work work, Func<Slice, double> value) =>
        this[candidate, work].Zip(this[other, work], (ours, theirs) => value(ours) / value(theirs));

    /// <summary>The fastest of those that a user would pick otherwise, if any was measured.</summary>
    public Candidate? BestRival(IEnumerable<Candidate> candidates, Work work) => candidates
        .Where(candidate => candidate.IsRival)
        .MaxBy(candidate => Of(candidate, work, slice => slice.RequestsPerSecond).Median);
}
