using System.Globalization;
using TaskActors.Api.Limits;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Tasks.Moving;

/// <summary>The whole list as a file that an import takes back.</summary>
internal sealed class ExportAnswer(TaskPage page) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (!LargeTransfers.MaySend(httpContext, page.Blocks))
        {
            return RequestProblems.TooMuchUnderWay.ExecuteAsync(httpContext);
        }

        var now = httpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var name = string.Create(CultureInfo.InvariantCulture, $"tasks-{now.UtcDateTime:yyyy-MM-dd}.json");
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        var response = new JsonResponse(httpContext);
        response.Writer.WriteStartObject();
        response.Writer.WriteString("format"u8, ExportFile.Format);
        response.Writer.WriteNumber("version"u8, ExportFile.Version);
        response.Writer.WriteString("exported_at"u8, Instants.Format(now));
        response.Writer.WriteNumber("rev"u8, page.Rev);
        TaskJson.WriteBlocks(response.Writer, "tasks"u8, page.Blocks);
        response.Writer.WriteEndObject();
        return response.SendAsync("application/json");
    }
}

/// <summary>What says of a file that it is ours, and how it is written.</summary>
internal static class ExportFile
{
    public const string Format = "taskactors";
    public const int Version = 1;
}
