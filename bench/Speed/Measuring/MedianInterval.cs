namespace TaskActors.Bench.Speed.Measuring;

/// <summary>The median of some values, and an interval for the median of the distribution that they are from.</summary>
/// <remarks>
/// The interval is from the k-th smallest to the k-th largest of n independent values. Whatever their distribution, it
/// holds the median with a probability of 1 - 2 P(B &lt; k), where B counts the heads of n tosses of a fair coin:
/// H. A. David, H. N. Nagaraja, Order Statistics, 3rd edition, Wiley 2003, section 7.1.
/// </remarks>
internal sealed record MedianInterval(double Median, double Low, double High)
{
    /// <summary>Of fewer, even the smallest and the largest do not enclose enough.</summary>
    public const int CountMin = 6;

    private const double CoverageMin = 0.95;

    public static MedianInterval Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var (rank, _) = RankFor(sorted.Length);
        return new MedianInterval(Spread.Of(sorted).Median, sorted[rank - 1], sorted[^rank]);
    }

    /// <returns>The largest k whose interval holds the median often enough, and how often it does.</returns>
    public static (int Rank, double Coverage) RankFor(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, CountMin);
        var rank = 0;
        var missed = 0.0;
        var exactly = Math.Pow(0.5, count);
        // Here `exactly` is P(B = rank), and `missed` is 2 P(B < rank).
        while (missed + (2 * exactly) <= 1 - CoverageMin)
        {
            missed += 2 * exactly;
            exactly *= (count - rank) / (rank + 1.0);
            rank++;
        }

        return (rank, 1 - missed);
    }
}
