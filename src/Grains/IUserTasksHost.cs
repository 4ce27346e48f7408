namespace TaskActors;

/// <summary>What the grain wants of whoever hosts it; each host implements it for each activation.</summary>
public interface IUserTasksHost
{
    /// <summary>Whose tasks this activation holds.</summary>
    UserId User { get; }

    /// <summary>Ends when the host stops: loads and commits run under it, not under a caller's.</summary>
    CancellationToken Stopping { get; }

    /// <summary>
    /// Asks that this activation be let go: what it held in memory is in doubt. The next call makes a new one.
    /// </summary>
    void Drop();

    /// <summary>
    /// Tells which activation this host's is, before it serves any call. Its reads may be called on any thread, beside
    /// whatever else it does.
    /// </summary>
    void Serves(UserTasksGrain activation)
    {
    }

    /// <summary>Says about how many bytes of memory the activation holds now.</summary>
    void Weigh(long bytes);
}
