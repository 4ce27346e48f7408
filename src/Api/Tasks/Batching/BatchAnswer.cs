using System.Text.Json;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;
using TaskActors.Api.Tasks.Repeating;

namespace TaskActors.Api.Tasks.Batching;

/// <summary>What a batch came to: its revision, and for each operation what it would have answered alone.</summary>
internal sealed class BatchAnswer(TaskResult result) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = EntityTags.Format(result.Rev);
        httpContext.Response.MarkReplay(result.IsReplay);
        var response = new JsonResponse(httpContext);
        response.Writer.WriteStartObject();
        response.Writer.WriteNumber("rev"u8, result.Rev);
        response.Writer.WriteStartArray("results"u8);
        foreach (var outcome in result.Outcomes)
        {
            Write(response.Writer, outcome, httpContext);
        }

        response.Writer.WriteEndArray();
        response.Writer.WriteEndObject();
        return response.SendAsync("application/json");
    }

    private static void Write(Utf8JsonWriter json, BatchOutcome outcome, HttpContext context)
    {
        json.WriteStartObject();
        json.WriteNumber("status"u8, StatusOf(outcome.Kind));
        if (outcome.Task is { } task)
        {
            json.WritePropertyName("task"u8);
            TaskJson.Write(json, task, context.CallerId(), context.PublicAddress());
        }

        json.WriteEndObject();
    }

    private static int StatusOf(BatchOperationKind kind) => kind switch
    {
        BatchOperationKind.Create => StatusCodes.Status201Created,
        BatchOperationKind.Patch or BatchOperationKind.Complete => StatusCodes.Status200OK,
        _ => StatusCodes.Status204NoContent,
    };
}
