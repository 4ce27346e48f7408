using System.Globalization;

namespace TaskActors.Bench.Speed.Measuring;

/// <summary>A process and all that came from it, as /proc tells of them.</summary>
internal sealed class ProcessTree(int root)
{
    /// <summary>What a tick of /proc is on Linux, on every processor that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>CPU time of all, those included that have ended.</summary>
    public double CpuSeconds() => Members().Sum(TicksOf) / TicksPerSecond;

    /// <summary>Lets the peak of each begin anew.</summary>
    public void ForgetPeak()
    {
        foreach (var id in Members())
        {
            Try(() => File.WriteAllText($"/proc/{id}/clear_refs", "5"));
        }
    }

    /// <summary>The largest resident memory of each since then, together.</summary>
    public double PeakMegabytes() => Members().Sum(id => KilobytesOf($"/proc/{id}/status", "VmHWM:")) / 1_024;

    /// <summary>What they hold now, shared pages counted once: for a server of many processes.</summary>
    public double SharedMegabytes() => Members().Sum(id => KilobytesOf($"/proc/{id}/smaps_rollup", "Pss:")) / 1_024;

    private static double TicksOf(int id)
    {
        var fields = FieldsOf(id);
        // utime, stime, and those of children that were waited for.
        return fields is null ? 0 : fields[11..15].Sum(text => long.Parse(text, CultureInfo.InvariantCulture));
    }

    private List<int> Members()
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && FieldsOf(id) is { } fields)
            {
                parents[id] = int.Parse(fields[1], CultureInfo.InvariantCulture);
            }
        }

        var members = new List<int> { root };
        for (var at = 0; at < members.Count; at++)
        {
            members.AddRange(parents.Where(pair => pair.Value == members[at]).Select(pair => pair.Key));
        }

        return members;
    }

    /// <summary>What stands behind the name in /proc/ID/stat: state, parent, …</summary>
    private static string[]? FieldsOf(int id)
    {
        string[]? fields = null;
        Try(() =>
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        });
        return fields;
    }

    private static double KilobytesOf(string path, string name)
    {
        var kilobytes = 0.0;
        Try(() =>
        {
            var line = File.ReadLines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            kilobytes = line is null ? 0 : double.Parse(
                line[name.Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture);
        });
        return kilobytes;
    }

    /// <summary>A process may end while it is looked at.</summary>
    private static void Try(Action look)
    {
        try
        {
            look();
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}
