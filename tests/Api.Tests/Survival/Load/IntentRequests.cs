using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskActors.Tests.Serving;
using TaskActors.Tests.Survival.Checking;

namespace TaskActors.Tests.Survival.Load;

/// <summary>Sends what a client wants, and understands the answer as a client has to.</summary>
internal static class IntentRequests
{
    public static async Task<Attempt> AttemptAsync(this HttpClient client, Intent intent, string? key)
    {
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            using var response = await client.SendAsync(MethodOf(intent), PathOf(intent), BodyOf(intent), Headers());
            var body = await response.Content.ReadAsStringAsync();
            var attempt = Understand(response, body);
            return attempt with { Start = start, End = TimeProvider.System.GetTimestamp() };
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
        {
            // Also where nobody listens: the platform may have sent it before, and tried once more on a new connection.
            var end = TimeProvider.System.GetTimestamp();
            return new Attempt(start, end, Outcome.Unknown) { Detail = lost.Message, IsLost = true };
        }

        (string, string)[] Headers() =>
        [
            .. key is null ? Array.Empty<(string, string)>() : [("Idempotency-Key", key)],
            .. intent is Intent.Rename { IfMatch: { } rev }
                ? [("If-Match", TagOf(rev))] : Array.Empty<(string, string)>(),
        ];
    }

    private static Attempt Understand(HttpResponseMessage response, string body)
    {
        var isReplay = response.Headers.Contains("Idempotency-Replayed");
        return response.IsSuccessStatusCode
            ? new Attempt(0, 0, Outcome.Acknowledged) { Answer = SeenAnswer.Of(body, isReplay) }
            : new Attempt(0, 0, Refusal(response.StatusCode, body)) { Detail = $"{(int)response.StatusCode} {body}" };
    }

    private static Outcome Refusal(HttpStatusCode status, string body) => (status, CodeOf(body)) switch
    {
        (HttpStatusCode.NotFound, "task_not_found") => Outcome.Refused,
        (HttpStatusCode.PreconditionFailed, "precondition_failed") => Outcome.Refused,
        (HttpStatusCode.ServiceUnavailable, "storage_unavailable" or "queue_full") => Outcome.Unwritten,
        (HttpStatusCode.ServiceUnavailable, "outcome_unknown") => Outcome.Unknown,
        _ => Outcome.Wrong,
    };

    private static string? CodeOf(string body) =>
        body.StartsWith('{') ? JsonNode.Parse(body)!["code"]?.GetValue<string>() : null;

    private static string MethodOf(Intent intent) => intent switch
    {
        Intent.Create or Intent.Batch => "POST",
        Intent.Delete => "DELETE",
        _ => "PATCH",
    };

    private static string PathOf(Intent intent) => "/api/tasks" + intent switch
    {
        Intent.Batch => "/batch",
        Intent.Rename rename => string.Create(CultureInfo.InvariantCulture, $"/{rename.Id}"),
        Intent.Toggle toggle => string.Create(CultureInfo.InvariantCulture, $"/{toggle.Id}/complete"),
        Intent.Delete delete => string.Create(CultureInfo.InvariantCulture, $"/{delete.Id}"),
        _ => "",
    };

    private static string? BodyOf(Intent intent) => intent switch
    {
        Intent.Create create => JsonSerializer.Serialize(new { title = create.Title }),
        Intent.Rename rename => JsonSerializer.Serialize(new { title = rename.Title }),
        Intent.Batch batch => JsonSerializer.Serialize(new { operations = batch.Parts.Select(OperationOf) }),
        _ => null,
    };

    private static object OperationOf(Intent part) => part switch
    {
        Intent.Create create => new { op = "create", body = new { title = create.Title } },
        Intent.Rename rename => new { op = "patch", id = rename.Id, body = new { title = rename.Title } },
        Intent.Toggle toggle => new { op = "complete", id = toggle.Id },
        Intent.Delete delete => new { op = "delete", id = delete.Id },
        _ => throw new NotSupportedException(),
    };

    private static string TagOf(long rev) => string.Create(CultureInfo.InvariantCulture, $"\"r{rev}\"");
}
