using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>What a long run saw stays in the evidence until a long run sees it again.</summary>
public sealed class LongRunRowsTests
{
    private const string Killed = "| kill -9 of a node | 10 | 900 | 0 | 0 | 3 | 1.0–2.0 s | today | `0123456789ab` |";
    private const string Frozen = "| freeze of a node | 10 | 800 | 0 | 0 | 9 | 8.0–9.0 s | today | `0123456789ab` |";
    private const string Before = "# Title\n\n| what |\n| --- |\n| short |\n\n## Tests\n- one\n";

    [Fact]
    public void They_come_before_the_tests_and_the_rest_stays()
    {
        var file = LongRunRows.Renewed(Before, [Killed]);

        Assert.Contains($"{Killed}\n\n## Tests\n- one\n", file, StringComparison.Ordinal);
        Assert.StartsWith($"{Before.Split("## ")[0]}## Lost in long runs\n", file, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_takes_the_place_of_the_one_about_the_same_and_of_no_other()
    {
        var file = LongRunRows.Renewed(Before, [Killed, Frozen]);
        var again = Killed.Replace("900", "901", StringComparison.Ordinal);

        file = LongRunRows.Renewed(file, [again]);

        Assert.Contains($"{Frozen}\n{again}\n\n## Tests\n", file, StringComparison.Ordinal);
        Assert.DoesNotContain(Killed, file, StringComparison.Ordinal);
        Assert.Equal(file, LongRunRows.Renewed(file, []));
    }

    [Fact]
    public void Without_any_there_is_no_section() => Assert.Equal(Before, LongRunRows.Renewed(Before, []));
}
