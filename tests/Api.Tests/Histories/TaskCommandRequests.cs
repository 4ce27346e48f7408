using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskActors.Testing;
using TaskActors.Tests.Serving;

namespace TaskActors.Tests.Histories;

/// <summary>A command of a generated history as the request that a frontend would send, and answers as the model has
/// them.</summary>
internal static class TaskCommandRequests
{
    public static Task<HttpResponseMessage> SendAsync(this HttpClient client, TaskCommand command)
    {
        var (method, path, body) = command switch
        {
            TaskCommand.Create create => ("POST", "/api/tasks", Json(create.Content)),
            // Both mean the same for the fields that they name.
            TaskCommand.Edit { Id.Value: var id } edit =>
                (id % 2 == 0 ? "PUT" : "PATCH", PathOf(id), Json(edit.Content)),
            TaskCommand.Complete { Id.Value: var id } complete => ("PATCH", PathOf(id) + "/complete", Json(complete)),
            TaskCommand.Delete { Id.Value: var id } => ("DELETE", PathOf(id), null),
            TaskCommand.Clear clear => ("DELETE", "/api/tasks" + Query(clear.Filter), null),
            _ => throw new NotSupportedException(),
        };
        return command.IfMatch is { } ifMatch
            ? client.SendAsync(method, path, body, ("If-Match", TagsOf(ifMatch)))
            : client.SendAsync(method, path, body);
    }

    public static ModelTask TaskOf(JsonElement task) => new(
        task.Number("id"),
        task.Number("rev"),
        task.Text("title")!,
        task.Text("description"),
        task.GetProperty("completed").GetBoolean(),
        Enum.Parse<TaskPriority>(task.Text("priority")!, ignoreCase: true),
        task.Text("due_date"),
        [.. task.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)],
        task.GetProperty("order").GetInt32());

    public static string Tag(long rev) => string.Create(CultureInfo.InvariantCulture, $"\"r{rev}\"");

    private static string PathOf(long id) => string.Create(CultureInfo.InvariantCulture, $"/api/tasks/{id}");

    private static string TagsOf(Precondition ifMatch) =>
        ifMatch.IsAny ? "*" : string.Join(", ", ifMatch.Revs.Select(Tag));

    private static string Query(TaskFilter filter) => filter.Completed switch
    {
        true => "?status=completed",
        false => "?completed=false",
        null => "",
    };

    private static string? Json(TaskCommand.Complete complete) => complete.Completed switch
    {
        true => """{"completed": true}""",
        false => """{"completed": false}""",
        null => null,
    };

    private static string Json(TaskEdit edit)
    {
        var json = new JsonObject();
        Add("title", edit.Title, title => title);
        Add("description", edit.Description, description => description);
        Add("completed", edit.Completed, completed => completed);
        Add("priority", edit.Priority, priority => priority.ToString().ToLowerInvariant());
        Add("due_date", edit.DueDate, due => due?.ToString());
        Add("tags", edit.Tags, tags => new JsonArray([.. tags.Select(tag => (JsonNode)tag)]));
        Add("order", edit.Order, order => order);
        return json.ToJsonString();

        void Add<T>(string name, Optional<T> member, Func<T, JsonNode?> render)
        {
            if (member.IsNamed)
            {
                json[name] = render(member.Value!);
            }
        }
    }
}
