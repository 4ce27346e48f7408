using Xunit;

namespace TaskActors.Testing.Processes;

/// <summary>How much a long suite tries: nothing, a little, or much, where somebody asks for it.</summary>
public static class LongRuns
{
    private const string Shortly = "short";

    private static readonly string? Asked = Environment.GetEnvironmentVariable("TASKACTORS_LONG");

    /// <summary>Whether the long form of the long suites was asked for.</summary>
    public static bool AreWanted { get; } = Asked is "1" or "true";

    public static int Rounds(int shortly, int atLength) => AreWanted ? atLength : shortly;

    /// <summary>Skips the test unless one of the two forms was asked for.</summary>
    public static void Require() => Skip.IfNot(
        AreWanted || Asked == Shortly,
        "one of the long suites: TASKACTORS_LONG=short runs it, TASKACTORS_LONG=1 at length");
}
