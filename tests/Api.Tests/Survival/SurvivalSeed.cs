using System.Globalization;
using TaskActors.Testing.Processes;

namespace TaskActors.Tests.Survival;

/// <summary>What chance begins with: always the same in the short form, and another one in each long run.</summary>
internal static class SurvivalSeed
{
    private const int Usual = 20_261_126;

    /// <summary><c>TASKACTORS_TEST_SEED</c> repeats a run, as far as timing lets it.</summary>
    public static int Next()
    {
        var asked = Environment.GetEnvironmentVariable("TASKACTORS_TEST_SEED");
        return int.TryParse(asked, CultureInfo.InvariantCulture, out var seed) ? seed
            : LongRuns.AreWanted ? Random.Shared.Next() : Usual;
    }
}
