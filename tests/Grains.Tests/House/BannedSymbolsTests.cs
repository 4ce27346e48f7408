using System.Text.RegularExpressions;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.House;

/// <summary>
/// What no source may call. The build refuses it by BannedSymbols.txt; this notices when the build no longer looks, and
/// what the list does not reach.
/// </summary>
public sealed partial class BannedSymbolsTests
{
    [Fact]
    public void Every_project_is_built_with_the_list()
    {
        var targets = File.ReadAllText(Repository.PathOf("Directory.Build.targets"));
        var rules = File.ReadAllText(Repository.PathOf(".editorconfig"));

        Assert.Contains("BannedSymbols.txt\" Link", targets, StringComparison.Ordinal);
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", targets, StringComparison.Ordinal);
        Assert.Contains("dotnet_diagnostic.RS0030.severity = error", rules, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_banned_symbol_says_why()
    {
        var lines = File.ReadAllLines(Repository.PathOf("BannedSymbols.txt"));

        Assert.All(lines, line => Assert.Matches("^[MPTF]:[^;]+;.{5,}$", line));
        Assert.Equal(4, lines.Count(line => line.Contains("ConfigureAwait(System.Boolean)", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_source_reads_the_clock_blocks_a_thread_or_leaves_its_turn()
    {
        var found =
            from source in SourceText.All
            where !source.Path.Contains("/House/", StringComparison.Ordinal)
            from line in source.Lines.Index()
            where Banned().IsMatch(line.Item)
            select $"{source.Path}:{line.Index + 1}: {line.Item.Trim()}";

        Assert.Empty(found);
    }

    [GeneratedRegex(
        @"\bDateTime(Offset)?\.(Utc)?Now\b|\bThread\.Sleep\(|\.Wait\(\)|Await\((true|false)\)|new Random\(\)",
        RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Banned();
}
