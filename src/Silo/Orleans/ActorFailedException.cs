namespace TaskActors.Cluster;

/// <summary>
/// The actor's own code failed, which nobody planned: its caller is answered, and what happened is a bug. Whatever else
/// a call throws happened on its way.
/// </summary>
[GenerateSerializer, Alias("actor-failed")]
public sealed class ActorFailedException : Exception
{
    public ActorFailedException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
