using TaskActors.Api.Limits;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Events;

/// <summary>What a client reads whose stream does not begin.</summary>
internal static class StreamProblems
{
    /// <param name="context">The request.</param>
    /// <param name="error">The actor's refusal; null when it ended without a word.</param>
    public static Task AnswerAsync(HttpContext context, TaskError? error)
    {
        if (error is { Code: TaskErrorCode.StreamsLimit, Limit: { } streamsMax })
        {
            QuotaHeaders.AppendStreams(context.Response.Headers, streamsMax);
        }

        var problem = error is null ? TaskProblems.StorageUnavailable : error.ToProblem();
        return problem.ExecuteAsync(context);
    }
}
