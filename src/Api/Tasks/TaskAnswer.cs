using TaskActors.Api.FrontDoor;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;
using TaskActors.Api.Tasks.Repeating;

namespace TaskActors.Api.Tasks;

/// <summary>One task as an answer, with its revision as entity tag.</summary>
internal sealed class TaskAnswer : IResult
{
    private readonly TaskItem _task;
    private readonly int _status;
    private readonly bool _isReplay;

    private TaskAnswer(TaskItem task, int status, bool isReplay)
    {
        _task = task;
        _status = status;
        _isReplay = isReplay;
    }

    /// <summary>The task as it is; 304 where a reader already has it.</summary>
    public static TaskAnswer Ok(TaskItem task, bool isReplay = false) =>
        new(task, StatusCodes.Status200OK, isReplay);

    public static TaskAnswer Created(TaskItem task, bool isReplay) =>
        new(task, StatusCodes.Status201Created, isReplay);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = _status;
        httpContext.Response.MarkReplay(_isReplay);
        httpContext.Response.Headers.ETag = EntityTags.Format(_task.Rev);
        if (NotModified.Applies(httpContext, _task.Rev))
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var address = httpContext.PublicAddress();
        if (_status == StatusCodes.Status201Created)
        {
            httpContext.Response.Headers.Location = TaskJson.UrlOf(_task.Id, address);
        }

        var response = new JsonResponse(httpContext);
        TaskJson.Write(response.Writer, _task, httpContext.CallerId(), address);
        return response.SendAsync("application/json");
    }
}
