using System.Diagnostics;
using System.Globalization;
using TaskActors.Testing;

namespace TaskActors.Tests.Survival;

/// <summary>docs/survival.md: what long runs found, a section for each of them.</summary>
internal static class SurvivalFile
{
    private const string Introduction = """
        # What it survived

        Written by the long form of `tests/Api.Tests/Survival` when a run had no complaint. A round is a mixed load of
        many users against the real server, one fault in the middle of it, and the clients' histories held against what
        is left: every acknowledged change there once, revisions without a gap, one order that explains every answer and
        every read, replicas equal, keys carried out once. Counts are of attempts: *refused* were answered as not
        written or not allowed, *unknown* had no answer or one that says so.

        """;

    private static readonly Lock Writing = new();

    private static string FullPath => Repository.PathOf("docs/survival.md");

    /// <summary>Puts a section in the place of the one with the same title.</summary>
    public static void Renew(string title, IEnumerable<string> lines)
    {
        lock (Writing)
        {
            var today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var section = $"{title}\n\n{today}, on top of commit `{Commit()}`. {string.Join('\n', lines)}\n";
            var old = File.Exists(FullPath) ? File.ReadAllText(FullPath).Split("\n## ").Skip(1) : [];
            var kept = old.Where(other => !other.StartsWith(title + "\n", StringComparison.Ordinal));
            var sections = kept.Append(section).Order(StringComparer.Ordinal).Select(one => $"\n## {one.TrimEnd()}\n");
            var text = Introduction.TrimEnd() + "\n" + string.Concat(sections);
            File.WriteAllText(FullPath, text.ReplaceLineEndings("\n"));
        }
    }

    private static string Commit()
    {
        using var git = Process.Start(new ProcessStartInfo("git", "rev-parse --short HEAD")
        {
            WorkingDirectory = Repository.Root, RedirectStandardOutput = true, UseShellExecute = false,
        });
        return git!.StandardOutput.ReadToEnd().Trim();
    }
}
