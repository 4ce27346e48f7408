namespace TaskActors.Cluster;

/// <summary>Finds actors through Orleans, on whichever silo they are.</summary>
/// <param name="grains">Orleans' own.</param>
/// <param name="time">For the pauses between two tries.</param>
/// <param name="nearby">The activations in this process; null where there may be others elsewhere.</param>
internal sealed class ClusterDirectory(IGrainFactory grains, TimeProvider time, NearbyActors? nearby = null)
    : IUserTasksDirectory
{
    public IUserTasksGrain TasksOf(UserId user) =>
        new RepeatingTasks(grains.GetGrain<IUserTasksGrain>(user.Key), time, nearby?.Find(user));
}
