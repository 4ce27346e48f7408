namespace TaskActors;

/// <summary>Where the front door finds a user's actor, whichever host runs it.</summary>
public interface IUserTasksDirectory
{
    /// <summary>The actor of this user: made on first use, never held longer than one request.</summary>
    IUserTasksGrain TasksOf(UserId user);
}
