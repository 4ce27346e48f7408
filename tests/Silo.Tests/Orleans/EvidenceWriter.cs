using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using TaskActors.Cluster;
using TaskActors.Testing;
using TaskActors.Tests.Evidence;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>Writes docs/cluster-verification.md from what this run saw of real Orleans.</summary>
internal static class EvidenceWriter
{
    private const string Namespace = "TaskActors.Tests.Cluster.";

    /// <summary>
    /// Renews the file when every cluster test of this assembly ran and passed and the sources are not the ones it was
    /// written for. A filtered run proves too little and leaves it, but for the rows of long runs.
    /// </summary>
    public static void RenewIfAllPassed(string sources)
    {
        var expected = ClusterTestMethods();
        var outcomes = ClusterRunFramework.Finished;
        var ran = expected.Count(
            name => outcomes.Keys.Any(outcome => outcome.StartsWith(name, StringComparison.Ordinal)));
        var isComplete = ran == expected.Count && outcomes.Values.All(outcome => outcome == "passed");
        var seen = LongRunRows.Seen(sources, Today());
        var file = File.Exists(EvidenceFile.FullPath) ? File.ReadAllText(EvidenceFile.FullPath) : "";
        if (isComplete && EvidenceFile.Hash() != sources)
        {
            File.WriteAllText(EvidenceFile.FullPath, Render(sources, outcomes, LongRunRows.Section(file, seen)));
        }
        else if (seen.Count > 0)
        {
            File.WriteAllText(EvidenceFile.FullPath, LongRunRows.Renewed(file, seen));
        }
    }

    private static List<string> ClusterTestMethods() =>
    [
        .. from type in typeof(EvidenceWriter).Assembly.GetTypes()
        where !type.IsAbstract && $"{type.Namespace}." == Namespace
        from method in type.GetMethods()
        where method.IsDefined(typeof(FactAttribute), inherit: true)
        select $"{type.FullName}.{method.Name}",
    ];

    private static string Render(
        string sources, IReadOnlyDictionary<string, string> outcomes, string longRuns)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # The cluster, as last verified

            Written by `dotnet test` in a build with Orleans when every cluster test passed. A test in every build
            compares the hash below with the sources at hand.

            | what | value |
            | --- | --- |
            | date | {Today()} |
            | on top of commit | `{Git("rev-parse --short HEAD")}` |
            | Orleans | {CoHostedSilo.Version}, {Origin()} |
            | .NET | {Environment.Version} |
            | sources (SHA-256) | `{sources}` |
            | cluster tests | {outcomes.Count} passed |

            ## Processes that were lost

            Real processes and a real PostgreSQL server, on loopback, under load, while other tests may have run. A gap
            is the longest time that any user went without an acknowledgement in a round, the repetition of what was
            refused included. On loopback the others see at once that a killed process is gone; a power cut or a cable
            looks more like the freeze.

            {KillTable.Head}

            """);
        text.AppendJoin('\n', KillTable.Lines()).Append("\n\n").Append(longRuns).Append("## Tests\n");
        foreach (var name in outcomes.Keys.Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"- {name[Namespace.Length..]}\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Today() =>
        TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Which source the build says it was made from: the public packages name their commit.</summary>
    private static string Origin()
    {
        var version = typeof(ISiloBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!;
        var commit = version.InformationalVersion.Split('+') is [_, var hash] ? $"commit `{hash}`" : "no commit named";
        return $"NuGet packages built from {commit}";
    }

    private static string Git(string arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Repository.Root, RedirectStandardOutput = true, UseShellExecute = false,
        });
        return git!.StandardOutput.ReadToEnd().Trim();
    }
}
