namespace TaskActors;

/// <summary>
/// The actor could not be reached, or its answer was lost: its node died, the call timed out, or was rejected. Whether
/// a write took place is not known.
/// </summary>
public sealed class ActorUnavailableException(string message, Exception? inner) : Exception(message, inner);
