namespace TaskActors.Testing.Processes;

/// <summary>How much a suite tries: little in every run of the tests, more where somebody asks for it.</summary>
public static class LongRuns
{
    /// <summary>Whether the long form of the long suites was asked for.</summary>
    public static bool AreWanted { get; } = Environment.GetEnvironmentVariable("TASKACTORS_LONG") is "1" or "true";

    public static int Rounds(int shortly, int atLength) => AreWanted ? atLength : shortly;
}
