using TaskActors.Api.Events;
using TaskActors.Api.OpenApi;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Batching;
using TaskActors.Api.Tasks.Binding;
using TaskActors.Api.Tasks.Moving;
using TaskActors.Api.Tasks.Syncing;

namespace TaskActors.Api.Tasks;

/// <summary>The routes of tasks. Each handler asks the actor, and maps its result.</summary>
internal static class TasksEndpoints
{
    private const string OneTask = "/{" + RouteIds.Id + "}";

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Post = [HttpMethods.Post];
    private static readonly string[] Put = [HttpMethods.Put];
    private static readonly string[] Patch = [HttpMethods.Patch];
    private static readonly string[] Delete = [HttpMethods.Delete];

    /// <summary>The three bases have one meaning: whose list it is was decided before a route is reached.</summary>
    public static void MapTasks(this IEndpointRouteBuilder routes)
    {
        MapTasks(routes.MapGroup("/api/{user_id}/tasks"), TasksRoot.OfUser);
        MapTasks(routes.MapGroup("/api/me/tasks"), TasksRoot.OfMe);
        MapTasks(routes.MapGroup("/api/tasks"), TasksRoot.Plain);
    }

    private static void MapTasks(RouteGroupBuilder tasks, TasksRoot path)
    {
        tasks.WithMetadata(path);
        tasks.MapEvents();
        tasks.MapTasks<ListTasks>("", Read, ListTasks).Describe(TaskOperations.List);
        tasks.MapTasks<CreateTask>("", Post, CreateTask).Describe(TaskOperations.Create);
        tasks.MapTasks<ClearTasks>("", Delete, ClearTasks).Describe(TaskOperations.Clear);
        tasks.MapTasks<GetTask>(OneTask, Read, GetTask).Describe(TaskOperations.Get);
        tasks.MapTasks<EditTask>(OneTask, Put, EditTask).Describe(TaskOperations.Put);
        tasks.MapTasks<EditTask>(OneTask, Patch, EditTask).Describe(TaskOperations.Patch);
        tasks.MapTasks<DeleteTask>(OneTask, Delete, DeleteTask).Describe(TaskOperations.Delete);
        tasks.MapTasks<CompleteTask>(OneTask + "/complete", Patch, CompleteTask).Describe(TaskOperations.Complete);
        tasks.MapChanges();
        tasks.MapBatch();
        tasks.MapMoving();
    }

    private static async ValueTask<IResult> ListTasks(
        ListTasks request, UserTasksCalls tasks, CancellationToken cancellation)
    {
        var page = await tasks.ListAsync(request.Query, request.PublicAddress, cancellation);
        return page.Error is { } error ? error.ToProblem() : new TaskListAnswer(page, request);
    }

    private static async ValueTask<IResult> GetTask(
        GetTask request, UserTasksCalls tasks, CancellationToken cancellation)
    {
        var result = await tasks.GetAsync(request.Id, cancellation);
        return result.Task is { } task ? TaskAnswer.Ok(task) : result.Error.ToProblem();
    }

    private static async ValueTask<IResult> CreateTask(
        CreateTask request, UserTasksCalls tasks, CancellationToken cancellation)
    {
        var (edit, write) = request;
        var result = await tasks.CreateAsync(edit, write, cancellation);
        return result.Task is { } task ? TaskAnswer.Created(task, result.IsReplay) : result.Error.ToProblem();
    }

    private static async ValueTask<IResult> EditTask(
        EditTask request, UserTasksCalls tasks, CancellationToken cancellation)
    {
        var (id, edit, write) = request;
        var result = await tasks.EditAsync(id, edit, write, cancellation);
        return result.Task is { } task ? TaskAnswer.Ok(task, result.IsReplay) : result.Error.ToProblem();
    }

    private static async ValueTask<IResult> CompleteTask(
        CompleteTask request, UserTasksCalls tasks, CancellationToken cancellation)
    {
        var (id, completed, write) = request;
        var result = await tasks.CompleteAsync(id, completed, write, cancellation);
        return result.Task is { } task ? TaskAnswer.Ok(task, result.IsReplay) : result.Error.ToProblem();
    }

    private static async ValueTask<IResult> DeleteTask(
        DeleteTask request, UserTasksCalls tasks, CancellationToken cancellation)
    {
        var result = await tasks.DeleteAsync(request.Id, request.Write, cancellation);
        return result.IsSuccess ? new DeletedAnswer(result.IsReplay) : result.Error.ToProblem();
    }

    private static async ValueTask<IResult> ClearTasks(
        ClearTasks request, UserTasksCalls tasks, CancellationToken cancellation)
    {
        var (filter, write) = request;
        var result = await tasks.ClearAsync(filter, write, cancellation);
        return result.IsSuccess ? new DeletedAnswer(result.IsReplay) : result.Error.ToProblem();
    }
}
