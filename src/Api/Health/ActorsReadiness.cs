namespace TaskActors.Api.Health;

/// <summary>Whether the actors of this node answer, and which host runs them.</summary>
internal sealed class ActorsReadiness(HostDescription host, IActorsHealth actors) : IReadinessCheck
{
    public string Name => "actors";

    public async Task<Readiness> CheckAsync(CancellationToken cancellation) =>
        await actors.CheckAsync(cancellation) is null
            ? new Readiness(true, host.Text)
            : new Readiness(false, "no silo answers");
}
