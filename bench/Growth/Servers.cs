using TaskActors.Testing.Processes;

namespace TaskActors.Bench.Growth;

/// <summary>The server of one measurement.</summary>
internal static class Servers
{
    /// <summary>
    /// As shipped but for the rate limit, which is off: one user alone asks here as often as a thousand would.
    /// </summary>
    public static ApiSetup SetupIn(TemporaryFolder folder, params string[] settings) => new()
    {
        Folder = folder.Path,
        Environment = [.. settings],
    };
}
