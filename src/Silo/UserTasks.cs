using Orleans.Metadata;
using Orleans.Runtime;
using TaskActors.Cluster;

namespace TaskActors;

/// <summary>Finds users' actors: the one place where a front door calls them.</summary>
/// <param name="actorOf">Gives the reference to a user's actor.</param>
/// <param name="snapshots">What the actors of this process have published; null where it has no silo.</param>
/// <param name="losses">Tells calls that were lost from those that failed.</param>
/// <param name="clock">For the pauses between two tries.</param>
public sealed class UserTasks(
    Func<UserId, IUserTasksGrain> actorOf, SnapshotRegistry? snapshots, LostCalls losses, TimeProvider clock)
{
    private static readonly GrainType ActorType = GrainType.Create(UserTasksGrain.TypeName);

    /// <summary>
    /// References are made by id and interface type: from the interface alone, Orleans formats its name at each call.
    /// </summary>
    public UserTasks(
        IGrainFactory grains, GrainInterfaceTypeResolver interfaces, LostCalls losses, TimeProvider clock,
        SnapshotRegistry? snapshots = null)
        : this(ReferencesBy(grains, interfaces), snapshots, losses, clock)
    {
    }

    /// <summary>The actor of this user, made on first use; never held longer than one request.</summary>
    public UserTasksCalls Of(UserId user) => new(user, actorOf, snapshots, losses, clock);

    private static Func<UserId, IUserTasksGrain> ReferencesBy(
        IGrainFactory grains, GrainInterfaceTypeResolver interfaces)
    {
        var interfaceType = interfaces.GetGrainInterfaceType(typeof(IUserTasksGrain));
        return user => (IUserTasksGrain)grains.GetGrain(GrainId.Create(ActorType, user.Key), interfaceType);
    }
}
