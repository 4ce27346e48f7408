using TaskActors.Api.FrontDoor;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Moving;

/// <summary>Reads everything that a user keeps here.</summary>
internal sealed record ExportTasks(string PublicAddress) : IBindable<ExportTasks>
{
    public static ValueTask<Parsed<ExportTasks>> ReadAsync(HttpContext context) =>
        ValueTask.FromResult<Parsed<ExportTasks>>(new ExportTasks(context.PublicAddress()));
}
