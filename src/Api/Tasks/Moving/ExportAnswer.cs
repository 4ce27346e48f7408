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
        var buffer = JsonBuffer.Take();
        buffer.Writer.WriteStartObject();
        buffer.Writer.WriteString("format"u8, ExportFile.Format);
        buffer.Writer.WriteNumber("version"u8, ExportFile.Version);
        buffer.Writer.WriteString("exported_at"u8, Instants.Format(now));
        buffer.Writer.WriteNumber("rev"u8, page.Rev);
        TaskJson.WriteBlocks(buffer.Writer, "tasks"u8, page.Blocks);
        buffer.Writer.WriteEndObject();
        return buffer.SendAsync(httpContext, "application/json");
    }
}

/// <summary>What says of a file that it is ours, and how it is written.</summary>
internal static class ExportFile
{
    public const string Format = "taskactors";
    public const int Version = 1;
}
