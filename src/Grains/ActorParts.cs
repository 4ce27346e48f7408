using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TaskActors;

/// <summary>What an actor works with: its store, its limits, the clock, the log, and when the process stops.</summary>
public sealed record ActorParts(
    ITaskStore Store, TaskLimits Limits, TimeProvider Clock, ILogger<UserTasksGrain> Logger,
    IHostApplicationLifetime Lifetime)
{
    /// <summary>Ends when the silo has stopped: loads and commits run under it, not under a caller's token.</summary>
    internal CancellationToken Stopped => Lifetime.ApplicationStopped;
}
