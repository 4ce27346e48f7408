using System.Text.Json;
using TaskActors.Api.Auth;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Account;

/// <summary>Who the caller is by their token, what they have, and how much they may have.</summary>
internal sealed class AccountAnswer(CurrentUser user, TaskSummary summary) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = new JsonResponse(httpContext);
        var json = response.Writer;
        json.WriteStartObject();
        json.WriteString("subject"u8, user.Id.Subject);
        json.WriteString("email"u8, user.Email);
        json.WriteString("name"u8, user.Name);
        json.WriteNumber("rev"u8, summary.Rev);
        json.WriteStartObject("counts"u8);
        json.WriteNumber("total"u8, summary.Tasks);
        json.WriteNumber("pending"u8, summary.Tasks - summary.Completed);
        json.WriteNumber("completed"u8, summary.Completed);
        json.WriteEndObject();
        Write(json, "limits"u8, summary.TasksMax, summary.TextBytesMax);
        Write(json, "usage"u8, summary.Tasks, summary.TextBytes);
        json.WriteEndObject();
        return response.SendAsync("application/json");
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, int tasks, long bytes)
    {
        json.WriteStartObject(name);
        json.WriteNumber("tasks"u8, tasks);
        json.WriteNumber("bytes"u8, bytes);
        json.WriteEndObject();
    }
}
