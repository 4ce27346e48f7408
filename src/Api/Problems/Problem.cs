using System.Collections.Immutable;

namespace TaskActors.Api.Problems;

/// <summary>An answer of 400 and above, as RFC 9457 describes it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Title">What kind of problem it is; the same for every problem of this code.</param>
/// <param name="Detail">
/// What happened this time, for a person; never anything of the inside, or of another user.
/// </param>
internal sealed record Problem(int Status, string Code, string Title, string Detail) : IResult
{
    public ImmutableArray<FieldError> Errors { get; init; } = [];

    /// <summary>When it makes sense to try again.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Of a failed precondition on a task: the task as it is.</summary>
    public TaskItem? Current { get; init; }

    /// <summary>Of a failed precondition on the list: its revision.</summary>
    public long? CurrentRev { get; init; }

    /// <summary>Of a batch or an import: which operation or task was refused, from 0.</summary>
    public int? Index { get; init; }

    public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, this);
}
