using System.Globalization;

namespace TaskActors.Testing.Processes;

/// <summary>
/// The sockets on which a process can be reached over a network, as Linux lists them in <c>/proc</c>.
/// </summary>
public static class ListeningSockets
{
    private const string Listening = "0A";
    private const int Local = 1;
    private const int State = 3;
    private const int Inode = 9;

    public static bool CanBeListed => OperatingSystem.IsLinux();

    /// <summary>The ports of all TCP sockets that listen, and of all UDP sockets.</summary>
    public static IReadOnlyList<int> PortsOf(int processId)
    {
        var inodes = Directory.EnumerateFiles($"/proc/{processId}/fd")
            .Select(descriptor => new FileInfo(descriptor).LinkTarget)
            .Where(target => target?.StartsWith("socket:[", StringComparison.Ordinal) == true)
            .Select(target => target!["socket:[".Length..^1])
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. new[] { "tcp", "tcp6", "udp", "udp6" }
                .SelectMany(protocol => RowsOf(processId, protocol))
                .Where(row => inodes.Contains(row[Inode]))
                .Select(row => int.Parse(
                    row[Local].AsSpan(row[Local].LastIndexOf(':') + 1), NumberStyles.HexNumber,
                    CultureInfo.InvariantCulture))
                .Distinct().Order(),
        ];
    }

    private static IEnumerable<string[]> RowsOf(int processId, string protocol) =>
        File.ReadLines($"/proc/{processId}/net/{protocol}").Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(row => protocol.StartsWith("udp", StringComparison.Ordinal) || row[State] == Listening);
}
