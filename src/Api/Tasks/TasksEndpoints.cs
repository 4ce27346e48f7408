using Microsoft.AspNetCore.Http.HttpResults;
using TaskActors.Api.Auth;
using TaskActors.Api.OpenApi;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks;

/// <summary>The routes of tasks. Each handler binds, asks the actor, maps its result, and returns.</summary>
internal static class TasksEndpoints
{
    private const string OneTask = "/{" + RouteIds.Id + "}";

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Patch = [HttpMethods.Patch];

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
        tasks.MapMethods("", Read, ListTasks).Describe(TaskOperations.List);
        tasks.MapPost("", CreateTask).Describe(TaskOperations.Create);
        tasks.MapDelete("", ClearTasks).Describe(TaskOperations.Clear);
        tasks.MapMethods(OneTask, Read, GetTask).Describe(TaskOperations.Get);
        tasks.MapPut(OneTask, EditTask).Describe(TaskOperations.Put);
        tasks.MapMethods(OneTask, Patch, EditTask).Describe(TaskOperations.Patch);
        tasks.MapDelete(OneTask, DeleteTask).Describe(TaskOperations.Delete);
        tasks.MapMethods(OneTask + "/complete", Patch, CompleteTask).Describe(TaskOperations.Complete);
    }

    private static async Task<Results<TaskListAnswer, Problem>> ListTasks(
        Bound<ListTasks> bound, CurrentUser user, IUserTasksDirectory actors, CancellationToken cancellation)
    {
        if (bound.IsRefused)
        {
            return bound.Problem;
        }

        var request = bound.Request;
        var page = await actors.TasksOf(user.Id).ListAsync(request.Query, request.PublicAddress, cancellation);
        return page.Error is { } error ? error.ToProblem() : new TaskListAnswer(page, request);
    }

    private static async Task<Results<TaskAnswer, Problem>> GetTask(
        Bound<GetTask> bound, CurrentUser user, IUserTasksDirectory actors, CancellationToken cancellation)
    {
        if (bound.IsRefused)
        {
            return bound.Problem;
        }

        var result = await actors.TasksOf(user.Id).GetAsync(bound.Request.Id, cancellation);
        return result.Task is { } task ? TaskAnswer.Ok(task) : result.Error.ToProblem();
    }

    private static async Task<Results<TaskAnswer, Problem>> CreateTask(
        Bound<CreateTask> bound, CurrentUser user, IUserTasksDirectory actors, CancellationToken cancellation)
    {
        if (bound.IsRefused)
        {
            return bound.Problem;
        }

        var (edit, write) = bound.Request;
        var result = await actors.TasksOf(user.Id).CreateAsync(edit, write, cancellation);
        return result.Task is { } task ? TaskAnswer.Created(task) : result.Error.ToProblem();
    }

    private static async Task<Results<TaskAnswer, Problem>> EditTask(
        Bound<EditTask> bound, CurrentUser user, IUserTasksDirectory actors, CancellationToken cancellation)
    {
        if (bound.IsRefused)
        {
            return bound.Problem;
        }

        var (id, edit, write) = bound.Request;
        var result = await actors.TasksOf(user.Id).EditAsync(id, edit, write, cancellation);
        return result.Task is { } task ? TaskAnswer.Ok(task) : result.Error.ToProblem();
    }

    private static async Task<Results<TaskAnswer, Problem>> CompleteTask(
        Bound<CompleteTask> bound, CurrentUser user, IUserTasksDirectory actors, CancellationToken cancellation)
    {
        if (bound.IsRefused)
        {
            return bound.Problem;
        }

        var (id, completed, write) = bound.Request;
        var result = await actors.TasksOf(user.Id).CompleteAsync(id, completed, write, cancellation);
        return result.Task is { } task ? TaskAnswer.Ok(task) : result.Error.ToProblem();
    }

    private static async Task<Results<NoContent, Problem>> DeleteTask(
        Bound<DeleteTask> bound, CurrentUser user, IUserTasksDirectory actors, CancellationToken cancellation)
    {
        if (bound.IsRefused)
        {
            return bound.Problem;
        }

        var result = await actors.TasksOf(user.Id).DeleteAsync(bound.Request.Id, bound.Request.Write, cancellation);
        return result.IsSuccess ? TypedResults.NoContent() : result.Error.ToProblem();
    }

    private static async Task<Results<NoContent, Problem>> ClearTasks(
        Bound<ClearTasks> bound, CurrentUser user, IUserTasksDirectory actors, CancellationToken cancellation)
    {
        if (bound.IsRefused)
        {
            return bound.Problem;
        }

        var (filter, write) = bound.Request;
        var result = await actors.TasksOf(user.Id).ClearAsync(filter, write, cancellation);
        return result.IsSuccess ? TypedResults.NoContent() : result.Error.ToProblem();
    }
}
