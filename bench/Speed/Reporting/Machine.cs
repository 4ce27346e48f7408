using System.Globalization;
using System.Runtime.InteropServices;
using TaskActors.Testing;

namespace TaskActors.Bench.Speed.Reporting;

/// <summary>Where and when: no more of the machine than a reader needs to judge the numbers.</summary>
internal static class Machine
{
    public static async Task<IReadOnlyList<(string What, string Value)>> DescribeAsync(string dataFolder)
    {
        var commit = await Output.OfAsync("git", "-C", Repository.Root, "rev-parse", "--short=12", "HEAD");
        var changes = await Output.OfAsync("git", "-C", Repository.Root, "status", "--porcelain", "-uno");
        var wrk = await Output.OfAsync("sh", "-c", "wrk -v 2>/dev/null | head -1 | cut -d ' ' -f 1,2");
        var date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return
        [
            ("date", date),
            ("commit", commit is null ? "unknown" : commit + (changes is "" ? "" : ", with changes")),
            ("processor", $"{Line("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} cores"),
            ("memory", $"{Kilobytes("/proc/meminfo", "MemTotal") / 1_048_576.0:0} GiB"),
            ("system", $"{Line("/etc/os-release", "PRETTY_NAME").Trim('"')}, {RuntimeInformation.ProcessArchitecture}"),
            ("data lie on", new DriveInfo(dataFolder).DriveFormat),
            (".NET", Environment.Version.ToString()),
            ("SQLite", Disk.SqliteVersion),
            ("PostgreSQL", await PostgresVersionAsync() ?? "none"),
            ("load", wrk ?? "wrk"),
        ];
    }

    private static async Task<string?> PostgresVersionAsync() => await Output.OfAsync(
        "sh", "-c", "for p in /usr/lib/postgresql/*/bin/postgres; do $p --version; done | tail -1 | cut -d ' ' -f 3");

    private static string Line(string path, string name) => File.Exists(path)
        ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?
            .Split([':', '='], 2).ElementAtOrDefault(1)?.Trim() ?? "unknown"
        : "unknown";

    private static double Kilobytes(string path, string name) =>
        double.TryParse(Line(path, name).Split(' ')[0], CultureInfo.InvariantCulture, out var number) ? number : 0;
}
