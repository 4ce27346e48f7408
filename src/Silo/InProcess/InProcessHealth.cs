namespace TaskActors.InProcess;

/// <summary>The actors of one process are there as long as it is.</summary>
internal sealed class InProcessHealth : IActorsHealth
{
    public Task<string?> CheckAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);
}
