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

        var buffer = JsonBuffer.Take();
        buffer.Writer.WriteStartObject();
        buffer.Writer.WriteNumber("rev"u8, changes.Rev);
        buffer.Writer.WriteBoolean("reset"u8, changes.IsReset);
        TaskJson.WriteBlocks(buffer.Writer, "tasks"u8, changes.Blocks);
        TaskJson.WriteIds(buffer.Writer, "deleted"u8, changes.Deleted);
        buffer.Writer.WriteEndObject();
        return buffer.SendAsync(httpContext, "application/json");
    }
}
