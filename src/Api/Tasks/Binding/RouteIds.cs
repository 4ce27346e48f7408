namespace TaskActors.Api.Tasks.Binding;

/// <summary>The task that a route names.</summary>
internal static class RouteIds
{
    public const string Id = "id";

    /// <summary>False for anything but the canonical form: no task can ever have such an id.</summary>
    public static bool TryRead(HttpContext context, out TaskId id) =>
        TaskId.TryParse(context.Request.RouteValues[Id] as string, out id);
}
