namespace TaskActors.Cluster;

/// <summary>
/// Marks what an actor's own code throws. Of what else a call may throw on its way to and from it there is no list:
/// by this mark the caller tells the one from the other.
/// </summary>
internal sealed class ActorFailureFilter : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception failure) when (context.Grain is UserTasksGrain && failure is not OperationCanceledException)
        {
            throw new ActorFailedException($"The actor failed: {failure}");
        }
    }
}
