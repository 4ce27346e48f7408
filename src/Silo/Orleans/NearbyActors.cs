using System.Collections.Concurrent;

namespace TaskActors.Cluster;

/// <summary>
/// The activations in this process, where it is the only silo: reads are answered from what an actor has published
/// without a message to it, which would cost more than the read. The newest activation of a user takes the place of the
/// one before it when it is made, and so before it stores anything. With several silos there is none of this: the
/// successor may be on another one, and not be heard of here.
/// </summary>
internal sealed class NearbyActors
{
    private readonly ConcurrentDictionary<UserId, UserTasksGrain> _actors = new();

    /// <summary>The user's activation, if it can answer a read at once.</summary>
    public UserTasksGrain? Find(UserId user) =>
        _actors.TryGetValue(user, out var actor) && actor.CanAnswerReads ? actor : null;

    public void Add(UserId user, UserTasksGrain actor) => _actors[user] = actor;

    /// <summary>Unless its successor has taken its place.</summary>
    public void Remove(UserId user, UserTasksGrain actor) => _actors.TryRemove(KeyValuePair.Create(user, actor));
}
