using TaskActors.Api.FrontDoor;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;
using TaskActors.Api.Tasks.Querying;

namespace TaskActors.Api.Tasks;

/// <summary>Lists tasks.</summary>
internal sealed record ListTasks(TaskQuery Query, string PublicAddress) : IBindable<ListTasks>
{
    public static ValueTask<Parsed<ListTasks>> ReadAsync(HttpContext context)
    {
        var query = TaskQueryReader.Query(context.Request.QueryString.Value, context.CallerId());
        return ValueTask.FromResult<Parsed<ListTasks>>(
            query.IsRefused ? query.Problem : new ListTasks(query.Value, context.PublicAddress()));
    }
}

/// <summary>Reads one task.</summary>
internal sealed record GetTask(TaskId Id) : IBindable<GetTask>
{
    public static ValueTask<Parsed<GetTask>> ReadAsync(HttpContext context) => ValueTask.FromResult<Parsed<GetTask>>(
        RouteIds.TryRead(context, out var id) ? new GetTask(id) : TaskProblems.NotFound);
}

/// <summary>Adds a task.</summary>
internal sealed record CreateTask(TaskEdit Edit, WriteRequest Write) : IBindable<CreateTask>
{
    public static async ValueTask<Parsed<CreateTask>> ReadAsync(HttpContext context)
    {
        var write = await TaskWrite.ReadAsync(context, TaskEditReader.NewTask);
        return write.IsRefused ? write.Problem : new CreateTask(write.Value.Content, write.Value.Write);
    }
}

/// <summary>Changes the named fields of a task.</summary>
internal sealed record EditTask(TaskId Id, TaskEdit Edit, WriteRequest Write) : IBindable<EditTask>
{
    public static async ValueTask<Parsed<EditTask>> ReadAsync(HttpContext context)
    {
        var write = await TaskWrite.ReadAsync(context, TaskEditReader.Edit);
        return write.IsRefused ? write.Problem
            : RouteIds.TryRead(context, out var id) ? new EditTask(id, write.Value.Content, write.Value.Write)
            : TaskProblems.NotFound;
    }
}

/// <summary>Completes a task, opens it again, or (null) does whichever of the two it needs.</summary>
internal sealed record CompleteTask(TaskId Id, bool? Completed, WriteRequest Write) : IBindable<CompleteTask>
{
    public static async ValueTask<Parsed<CompleteTask>> ReadAsync(HttpContext context)
    {
        var write = await TaskWrite.ReadAsync(context, CompletionReader.Read, mayBeEmpty: true);
        return write.IsRefused ? write.Problem
            : RouteIds.TryRead(context, out var id)
                ? new CompleteTask(id, write.Value.Content.Completed, write.Value.Write)
            : TaskProblems.NotFound;
    }
}

/// <summary>Deletes one task.</summary>
internal sealed record DeleteTask(TaskId Id, WriteRequest Write) : IBindable<DeleteTask>
{
    public static ValueTask<Parsed<DeleteTask>> ReadAsync(HttpContext context)
    {
        var write = TaskWrite.ReadHeaders(context);
        return ValueTask.FromResult<Parsed<DeleteTask>>(
            write.IsRefused ? write.Problem
            : RouteIds.TryRead(context, out var id) ? new DeleteTask(id, write.Value)
            : TaskProblems.NotFound);
    }
}

/// <summary>Deletes every task that the filter matches.</summary>
internal sealed record ClearTasks(TaskFilter Filter, WriteRequest Write) : IBindable<ClearTasks>
{
    public static ValueTask<Parsed<ClearTasks>> ReadAsync(HttpContext context) => ValueTask.FromResult(Read(context));

    private static Parsed<ClearTasks> Read(HttpContext context)
    {
        var write = TaskWrite.ReadHeaders(context);
        // "DELETE …/tasks/" + an id that is empty by mistake must not delete everything.
        if (context.Address().HasTrailingSlash)
        {
            return RequestProblems.ListNotFound;
        }

        if (write.IsRefused)
        {
            return write.Problem;
        }

        var filter = TaskQueryReader.FilterOnly(context.Request.QueryString.Value);
        return filter.IsRefused ? filter.Problem : new ClearTasks(filter.Value, write.Value);
    }
}
