namespace TaskActors;

/// <summary>
/// The actor's own code failed, which nobody planned: its caller is answered, and what happened is a bug. Whatever else
/// a call throws happened on its way, and of that there is no list. The failure is told as text: only some kinds of
/// exceptions can cross to a caller.
/// </summary>
[GenerateSerializer, Alias("actor-failed")]
public sealed class ActorFailedException : Exception
{
    public ActorFailedException(string failure)
        : base(failure)
    {
    }

    /// <summary>Marks what the actor's own code threw.</summary>
    public static ActorFailedException Of(Exception failure) => new($"The actor failed: {failure}");
}
