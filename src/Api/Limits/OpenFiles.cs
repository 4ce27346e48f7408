using System.Globalization;

namespace TaskActors.Api.Limits;

/// <summary>How many files and connections the system lets this process have open.</summary>
internal static class OpenFiles
{
    private const string Limits = "/proc/self/limits";
    private const string Name = "Max open files";

    /// <summary>Any number where the system does not say.</summary>
    public static long Max { get; } = File.Exists(Limits) ? Read(File.ReadLines(Limits)) : long.MaxValue;

    /// <summary>The second number of the line is the hard limit, which the runtime raises its own to.</summary>
    public static long Read(IEnumerable<string> lines)
    {
        var numbers = lines.FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal))?[Name.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return numbers?.Length > 1
            && long.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out var hard)
                ? hard : long.MaxValue;
    }
}
