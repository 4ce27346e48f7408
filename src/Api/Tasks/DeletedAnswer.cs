using TaskActors.Api.Tasks.Repeating;

namespace TaskActors.Api.Tasks;

/// <summary>What was to go is gone.</summary>
internal sealed class DeletedAnswer(bool isReplay) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        httpContext.Response.MarkReplay(isReplay);
        return Task.CompletedTask;
    }
}
