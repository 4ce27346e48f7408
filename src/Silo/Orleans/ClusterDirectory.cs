namespace TaskActors.Cluster;

/// <summary>Finds actors through Orleans, on whichever silo they are.</summary>
internal sealed class ClusterDirectory(IGrainFactory grains) : IUserTasksDirectory
{
    public IUserTasksGrain TasksOf(UserId user) => grains.GetGrain<IUserTasksGrain>(user.Key);
}
