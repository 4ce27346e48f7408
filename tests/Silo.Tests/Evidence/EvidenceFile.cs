using System.Text.RegularExpressions;
using TaskActors.Testing;

namespace TaskActors.Tests.Evidence;

/// <summary>docs/cluster-verification.md: when the cluster was last seen to work, and for which sources.</summary>
internal static partial class EvidenceFile
{
    private const RegexOptions Lines = RegexOptions.Multiline | RegexOptions.ExplicitCapture;

    public static string FullPath { get; } = Repository.PathOf("docs/cluster-verification.md");

    /// <summary>The hash that the file was written for, or null when there is none.</summary>
    public static string? Hash() => Read(HashLine());

    /// <summary>
    /// Why the file may be older than the sources: what stands in its line <c>stale since …, because …</c>.
    /// </summary>
    public static string? StaleReason() => Read(StaleLine());

    private static string? Read(Regex line) =>
        File.Exists(FullPath) && line.Match(File.ReadAllText(FullPath)) is { Success: true } match
            ? match.Groups["value"].Value : null;

    [GeneratedRegex(@"^\| sources \(SHA-256\) \| `(?<value>[0-9a-f]{64})` \|$", Lines, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex HashLine();

    [GeneratedRegex(@"^(?<value>stale since .+, because .+)$", Lines, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex StaleLine();
}
