using TaskActors.Bench.Speed.Measuring;

namespace TaskActors.Bench.Speed.Reporting;

/// <summary>What a page says about errors.</summary>
internal static class ErrorLines
{
    public static IEnumerable<string> Of(Results results) =>
    [
        results.Errors.Any() ? "**There were errors; the numbers of these do not count:**"
            : "No answer of any measured run was an error.",
        .. results.Errors.Select(error => FormattableString.Invariant(
            $"- {error.Candidate.Title}, {error.Work.Name}: {error.Status} answers of 400 and above, ")
            + FormattableString.Invariant($"{error.Socket} socket errors")),
    ];
}
