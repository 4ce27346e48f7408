using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;
using TaskActors.Api.Tasks.Repeating;

namespace TaskActors.Api.Tasks.Moving;

/// <summary>What an import did, or would do.</summary>
internal sealed class ImportAnswer(TaskResult result, bool isDryRun) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = EntityTags.Format(result.Rev);
        httpContext.Response.MarkReplay(result.IsReplay);
        var buffer = JsonBuffer.Take();
        buffer.Writer.WriteStartObject();
        buffer.Writer.WriteNumber("rev"u8, result.Rev);
        buffer.Writer.WriteBoolean("dry_run"u8, isDryRun);
        buffer.Writer.WriteNumber("imported"u8, isDryRun ? 0 : result.Imported);
        if (isDryRun)
        {
            buffer.Writer.WriteNumber("would_import"u8, result.Imported);
        }

        buffer.Writer.WriteEndObject();
        return buffer.SendAsync(httpContext, "application/json");
    }
}
