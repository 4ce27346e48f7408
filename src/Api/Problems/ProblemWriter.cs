using System.Globalization;
using System.Text.Json;
using TaskActors.Api.FrontDoor;

namespace TaskActors.Api.Problems;

/// <summary>The only renderer of problems: <c>application/problem+json</c>.</summary>
internal static class ProblemWriter
{
    private const string TypePrefix = "urn:problem-type:taskactors:";

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        if (problem.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var response = new JsonResponse(context);
        Write(response.Writer, problem, context);
        return response.SendAsync("application/problem+json");
    }

    private static void Write(Utf8JsonWriter json, Problem problem, HttpContext context)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, TypePrefix + problem.Code);
        json.WriteString("title"u8, problem.Title);
        json.WriteNumber("status"u8, problem.Status);
        json.WriteString("detail"u8, problem.Detail);
        json.WriteString("code"u8, problem.Code);
        json.WriteString("trace_id"u8, RequestTrace.IdOf(context));
        if (problem.Index is { } index)
        {
            json.WriteNumber("index"u8, index);
        }

        WriteErrors(json, problem);
        WriteCurrent(json, problem, context);
        json.WriteEndObject();
    }

    private static void WriteErrors(Utf8JsonWriter json, Problem problem)
    {
        if (problem.Errors.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("errors"u8);
        foreach (var error in problem.Errors)
        {
            json.WriteStartObject();
            json.WriteString("pointer"u8, error.Pointer);
            json.WriteString("detail"u8, error.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCurrent(Utf8JsonWriter json, Problem problem, HttpContext context)
    {
        if (problem.Current is { } task)
        {
            json.WritePropertyName("current"u8);
            TaskJson.Write(json, task, context.CallerId(), context.PublicAddress());
        }
        else if (problem.CurrentRev is { } rev)
        {
            json.WriteStartObject("current"u8);
            json.WriteNumber("rev"u8, rev);
            json.WriteEndObject();
        }
    }
}
