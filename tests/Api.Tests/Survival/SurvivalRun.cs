using System.Globalization;
using TaskActors.Testing.Processes;

namespace TaskActors.Tests.Survival;

/// <summary>How long a run is and what chance begins with, unless somebody asks for something else.</summary>
internal static class SurvivalRun
{
    private const int UsualSeed = 20_261_126;

    /// <summary>
    /// Always the same in the short form, another one in each long run; <c>TASKACTORS_TEST_SEED</c> repeats a run, as
    /// far as timing lets it.
    /// </summary>
    public static int Seed() =>
        Asked("TASKACTORS_TEST_SEED") ?? (LongRuns.AreWanted ? Random.Shared.Next() : UsualSeed);

    /// <summary><c>TASKACTORS_TEST_ROUNDS</c> asks for more or fewer.</summary>
    public static int Rounds(int shortly, int atLength) =>
        Asked("TASKACTORS_TEST_ROUNDS") ?? LongRuns.Rounds(shortly, atLength);

    private static int? Asked(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number)
            ? number : null;
}
