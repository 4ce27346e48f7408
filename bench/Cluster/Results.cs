using TaskActors.Bench.Speed.Measuring;

namespace TaskActors.Bench.Cluster;

/// <summary>All that was measured.</summary>
internal sealed class Results
{
    private readonly Dictionary<(Shape Shape, string Work), List<Slice>> _slices = [];

    public long Errors => _slices.Values.Sum(slices => slices.Sum(slice => slice.Errors));

    public void Add(Shape shape, string work, Slice slice)
    {
        if (!_slices.TryGetValue((shape, work), out var slices))
        {
            _slices[(shape, work)] = slices = [];
        }

        slices.Add(slice);
    }

    public Spread PerSecond(Shape shape, string work) =>
        Spread.Of(_slices[(shape, work)].Select(slice => slice.PerSecond));

    public Spread P99(Shape shape, string work) =>
        Spread.Of(_slices[(shape, work)].Select(slice => slice.P99Milliseconds));
}
