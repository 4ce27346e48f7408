using Microsoft.Extensions.Logging;

namespace TaskActors;

/// <summary>What an actor is given: its host, its store, its limits, the clock and the log.</summary>
internal sealed record ActorParts(
    IUserTasksHost Host, ITaskStore Store, TaskLimits Limits, TimeProvider Clock, ILogger Logger);
