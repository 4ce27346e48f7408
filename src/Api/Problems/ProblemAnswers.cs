using Microsoft.AspNetCore.Connections;
using TaskActors.Api.FrontDoor;

namespace TaskActors.Api.Problems;

/// <summary>
/// The outermost room: nothing that fails further in leaves without a problem body, and every answer says that it may
/// be neither stored nor shared.
/// </summary>
internal sealed class ProblemAnswers(RequestDelegate next, ILogger<ProblemAnswers> logger)
{
    private const int ClientClosedRequest = 499;

    private static readonly Func<object, Task> WriteHeadersLast = static context =>
    {
        WriteHeaders((HttpContext)context);
        return Task.CompletedTask;
    };

    public async Task InvokeAsync(HttpContext context)
    {
        WriteHeaders(context);
        if (context.Request.Headers.Origin.Count > 0)
        {
            // The room for browsers adds to them when the answer starts. Run last of all, these win.
            context.Response.OnStarting(WriteHeadersLast, context);
        }

        try
        {
            await next(context);
        }
        catch (Exception error)
        {
            await AnswerAsync(context, error);
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null or 0 })
        {
            await ProblemWriter.WriteAsync(context, PipelineProblems.OfEmpty(context));
        }
    }

    private async Task AnswerAsync(HttpContext context, Exception error)
    {
        if (IsOfLeaving(context, error))
        {
            // Nobody is left to answer, and a client that went away is no event.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = ClientClosedRequest;
            }

            return;
        }

        var problem = ToProblem(context, error);
        if (problem.Status == StatusCodes.Status500InternalServerError)
        {
            // The path has a user's id in it, and the query may have anything.
            Log.RequestFailed(
                logger, context.Request.Method, context.GetEndpoint()?.DisplayName, RequestTrace.IdOf(context), error);
        }

        // A body that broke off half-way cannot be taken back, and what follows would stand behind it.
        if (context.Response.HasStarted || context.Response.BodyWriter.UnflushedBytes > 0)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        WriteHeaders(context);
        await ProblemWriter.WriteAsync(context, problem);
    }

    /// <summary>A reset says so by itself; the token that tells of it may be set a moment later.</summary>
    private static bool IsOfLeaving(HttpContext context, Exception error) =>
        error is ConnectionResetException or ConnectionAbortedException
        || (error is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested);

    private static Problem ToProblem(HttpContext context, Exception error) => error switch
    {
        BadHttpRequestException malformed => PipelineProblems.OfStatus(malformed.StatusCode),
        // How the server says that a chunk's length is no number of bytes.
        IOException { InnerException: OverflowException } =>
            PipelineProblems.OfStatus(StatusCodes.Status400BadRequest),
        ActorUnavailableException when IsRead(context.Request.Method) => TaskProblems.StorageUnavailable,
        ActorUnavailableException => TaskProblems.OutcomeUnknown,
        _ => PipelineProblems.Internal,
    };

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private static void WriteHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (ApiRequest.Of(context) is not null)
        {
            // One address serves many users, and small revisions of theirs coincide.
            headers.CacheControl = "no-store";
            headers.Vary = "Authorization, Origin";
        }
    }
}
