namespace TaskActors;

/// <summary>What readiness wants to know of the actors' host.</summary>
public interface IActorsHealth
{
    /// <summary>Calls an actor of this node, as a request would.</summary>
    /// <returns>Null when it answers, else a sentence about what is not well.</returns>
    Task<string?> CheckAsync(CancellationToken cancellation);
}
