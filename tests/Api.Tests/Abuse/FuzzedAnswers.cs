using System.Text.Json;

namespace TaskActors.Tests.Abuse;

/// <summary>Judges answers to made-up requests: what may be said, how, and to whom.</summary>
internal sealed class FuzzedAnswers(IReadOnlyList<FuzzedUser> users)
{
    private static readonly string[] Required = ["type", "title", "status", "detail", "code", "trace_id"];

    private static readonly int[] Documented =
        [200, 201, 204, 304, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429];

    /// <summary>What Kestrel refuses by itself: a target or a header that cannot be read.</summary>
    private static readonly int[] BeforeThePipeline = [400, 411, 414, 417, 431, 501, 505];

    /// <returns>What is wrong with an answer, or null.</returns>
    public string? WhyNot(FuzzedUser asked, FuzzedRequest request, WireAnswer answer)
    {
        var isBare = answer.Body.Length == 0 && answer.Header("Content-Type").Length == 0
            && answer.Header("X-Content-Type-Options").Length == 0;
        var isPage = answer.Status == 301 && request.Path.StartsWith("/docs", StringComparison.Ordinal);
        if (!Documented.Contains(answer.Status) && !isPage && !(isBare && BeforeThePipeline.Contains(answer.Status)))
        {
            return "the status is not documented";
        }

        return WhyNotPrivate(asked, answer)
            ?? (answer.Status < 400 ? null
                : isBare ? WhyNotBare(answer)
                : WhyNotProblem(request, answer));
    }

    private string? WhyNotPrivate(FuzzedUser asked, WireAnswer answer)
    {
        if (answer.Body.Length == 0)
        {
            return null;
        }

        var text = answer.Text;
        return users.Any(other => other != asked && text.Contains(other.Canary, StringComparison.Ordinal))
            ? "it tells of another user's tasks" : null;
    }

    private static string? WhyNotBare(WireAnswer answer) =>
        BeforeThePipeline.Contains(answer.Status) && answer.IsLast ? null : "it is no problem document";

    private static string? WhyNotProblem(FuzzedRequest request, WireAnswer answer)
    {
        if (answer.Header("Content-Type") != "application/problem+json")
        {
            return "its type is not that of a problem";
        }

        if (request.IsHead)
        {
            return null;
        }

        using var problem = JsonDocument.Parse(answer.Body);
        return Required.Any(name => !problem.RootElement.TryGetProperty(name, out _)) ? "a member is missing"
            : problem.RootElement.GetProperty("status").GetInt32() != answer.Status ? "its status is another"
            : null;
    }
}
