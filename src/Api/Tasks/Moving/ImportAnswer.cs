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
        var response = new JsonResponse(httpContext);
        response.Writer.WriteStartObject();
        response.Writer.WriteNumber("rev"u8, result.Rev);
        response.Writer.WriteBoolean("dry_run"u8, isDryRun);
        response.Writer.WriteNumber("imported"u8, isDryRun ? 0 : result.Imported);
        if (isDryRun)
        {
            response.Writer.WriteNumber("would_import"u8, result.Imported);
        }

        response.Writer.WriteEndObject();
        return response.SendAsync("application/json");
    }
}
