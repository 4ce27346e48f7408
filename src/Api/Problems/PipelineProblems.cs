namespace TaskActors.Api.Problems;

/// <summary>What the pipeline itself answers, outside of any handler: a status that has no body yet.</summary>
internal static class PipelineProblems
{
    /// <summary>Where authentication leaves a more precise code for its empty 401.</summary>
    public const string CodeItem = "taskactors.problem_code";

    public static Problem Internal { get; } =
        new(500, "internal_error", "Internal error", "Something went wrong here. It was logged under this trace id.");

    public static Problem OfEmpty(HttpContext context)
    {
        var problem = OfStatus(context.Response.StatusCode);
        return context.Items.TryGetValue(CodeItem, out var code) && code is string given
            ? problem with { Code = given }
            : problem;
    }

    public static Problem OfStatus(int status) => status switch
    {
        400 => new Problem(400, "bad_request", "Bad request", "The request cannot be understood."),
        401 => new Problem(401, "unauthorized", "Not signed in", "A valid bearer token is needed."),
        403 => new Problem(403, "forbidden", "Not allowed", "Your token does not allow this."),
        404 => new Problem(404, "not_found", "Not found", "There is nothing at this address."),
        405 => new Problem(405, "method_not_allowed", "Method not allowed",
            "This address does not know the method; Allow says which ones it knows."),
        408 => new Problem(408, "request_timeout", "Request timeout", "The request did not arrive in time."),
        413 => RequestProblems.BodyTooLarge(),
        415 => RequestProblems.UnsupportedMediaType("application/json"),
        >= 500 and not 500 => new Problem(status, "unavailable", "Unavailable", "The server cannot answer now."),
        >= 500 => Internal,
        _ => new Problem(status, "bad_request", "Bad request", "The request cannot be answered."),
    };
}
