using System.Text.RegularExpressions;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.House;

/// <summary>
/// Keeps the house as docs/ARCHITECTURE.md describes it: what may know what, and how long things may grow.
/// </summary>
public sealed partial class HouseRulesTests
{
    private const int FileLengthMax = 300;
    private const int MethodLengthMax = 40;
    private const int LineLengthMax = 120;

    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Grains.Interfaces"] = [],
        ["Grains"] = ["Grains.Interfaces"],
        ["Silo"] = ["Grains"],
        ["Api"] = ["Silo", "Grains.Interfaces"],
    };

    [Fact]
    public void Projects_know_only_what_they_may_know()
    {
        foreach (var (project, allowed) in Arrows)
        {
            var text = File.ReadAllText(Repository.PathOf($"src/{project}/{project}.csproj"));

            var known = ProjectReferences().Matches(text).Select(match => match.Groups["name"].Value);

            Assert.Equal(allowed.Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Grain_and_contract_use_one_package()
    {
        string[] packages =
        [
            .. Arrows.Keys.Where(project => project.StartsWith("Grains", StringComparison.Ordinal))
                .Select(project => File.ReadAllText(Repository.PathOf($"src/{project}/{project}.csproj")))
                .SelectMany(text => PackageReferences().Matches(text)).Select(match => match.Groups["name"].Value),
        ];

        Assert.Equal(["Microsoft.Orleans.Sdk", "Microsoft.Orleans.Sdk"], packages);
    }

    [Fact]
    public void The_words_and_the_grain_know_no_web_and_no_database()
    {
        var sources = SourceText.In("src/Grains.Interfaces").Concat(SourceText.In("src/Grains"));

        AssertNone(LinesThat(sources, Frameworks().IsMatch));
    }

    [Fact]
    public void Only_the_grain_and_its_interface_know_Orleans()
    {
        string[] allowed =
        [
            "src/Grains/UserTasksGrain.cs", "src/Grains.Interfaces/IUserTasksGrain.cs", "src/Silo/UserTasks.cs",
        ];
        // A word may carry the attributes of the contract, which its using brings; it may use nothing else of it.
        var others = SourceText.All
            .Where(source => source.Path.StartsWith("src/", StringComparison.Ordinal) && !allowed.Contains(source.Path))
            .Where(source => !source.Path.Contains("/Orleans/", StringComparison.Ordinal));

        AssertNone(LinesThat(others, OrleansTypes().IsMatch));
    }

    [Fact]
    public void The_aggregate_is_plain()
    {
        var sources = SourceText.In("src/Grains").Where(source =>
            Path.GetFileNameWithoutExtension(source.Path)
                is "TaskList" or "TaskListPages" or "TaskBlock" or "TaskBlocks" or "Decision" or "Tombstones");

        AssertNone(LinesThat(sources, AwaitsOrLogs().IsMatch));
    }

    [Fact]
    public void Files_methods_and_lines_stay_short()
    {
        var longFiles = SourceText.All.Where(source => source.Lines.Length > FileLengthMax)
            .Select(source => $"{source.Path}: {source.Lines.Length} lines");
        var longMethods =
            from source in SourceText.All
            from body in source.MethodBodies()
            where body.Length > MethodLengthMax
            select $"{source.Path}:{body.Line}: {body.Length} lines";
        var longLines = LinesThat(SourceText.All, line => line.Length > LineLengthMax);

        AssertNone(longFiles.Concat(longMethods).Concat(longLines));
    }

    [Fact]
    public void Nothing_is_named_after_its_helplessness() =>
        AssertNone(LinesThat(SourceText.All, EmptyNames().IsMatch));

    [Fact]
    public void Nothing_is_suppressed_in_the_code() =>
        AssertNone(LinesThat(SourceText.In("src"), Suppressions().IsMatch));

    private static void AssertNone(IEnumerable<string> findings) =>
        Assert.True(!findings.Any(), string.Join(Environment.NewLine, findings));

    private static string[] LinesThat(IEnumerable<SourceText> sources, Func<string, bool> isWrong) =>
    [
        .. from source in sources
        from line in source.Lines.Index()
        where isWrong(line.Item)
        select $"{source.Path}:{line.Index + 1}: {line.Item.Trim()}",
    ];

    [GeneratedRegex(
        """<ProjectReference Include="[^"]*/(?<name>[\w.]+)\.csproj" """, RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ProjectReferences();

    [GeneratedRegex("""<PackageReference Include="(?<name>[\w.]+)" """, RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PackageReferences();

    [GeneratedRegex(
        @"Microsoft\.(AspNetCore|Data|Extensions\.(DependencyInjection|Configuration))|Npgsql",
        RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Frameworks();

    [GeneratedRegex(
        @"using Orleans\.|\b(IGrainFactory|IClusterClient|IGrainContext|GrainId|IAddressable|Reentrant)\b",
        RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex OrleansTypes();

    [GeneratedRegex(@"\b(async|await|ILogger|lock|TimeProvider|Task<)\b", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex AwaitsOrLogs();

    [GeneratedRegex(
        @"\b(class|record|struct|interface) \w+(Manager|Helper|Helpers|Util|Utils|Service|Base)\b",
        RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex EmptyNames();

    [GeneratedRegex(
        @"#pragma warning disable|\[SuppressMessage|#nullable disable", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Suppressions();
}
