using TaskActors.Api.Limits;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Syncing;

/// <summary>What changed, as an answer; its entity tag is the revision that a client then has.</summary>
internal sealed class ChangesAnswer(TaskChanges changes) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (!LargeTransfers.MaySend(httpContext, changes.Blocks))
        {
            return RequestProblems.TooMuchUnderWay.ExecuteAsync(httpContext);
        }

        httpContext.Response.Headers.ETag = EntityTags.Format(changes.Rev);
        if (NotModified.Applies(httpContext, changes.Rev))
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var response = new JsonResponse(httpContext);
        response.Writer.WriteStartObject();
        response.Writer.WriteNumber("rev"u8, changes.Rev);
        response.Writer.WriteBoolean("reset"u8, changes.IsReset);
        TaskJson.WriteBlocks(response.Writer, "tasks"u8, changes.Blocks);
        TaskJson.WriteIds(response.Writer, "deleted"u8, changes.Deleted);
        response.Writer.WriteEndObject();
        return response.SendAsync("application/json");
    }
}
