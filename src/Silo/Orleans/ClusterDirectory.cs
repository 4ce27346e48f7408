namespace TaskActors.Cluster;

/// <summary>Finds actors through Orleans, on whichever silo they are.</summary>
internal sealed class ClusterDirectory(IGrainFactory grains, TimeProvider time) : IUserTasksDirectory
{
    public IUserTasksGrain TasksOf(UserId user) =>
        new RepeatingTasks(grains.GetGrain<IUserTasksGrain>(user.Key), time);
}
