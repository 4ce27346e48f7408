namespace TaskActors.Api.Health;

/// <summary>Says which host runs the actors.</summary>
internal sealed class ActorsReadiness(HostDescription host) : IReadinessCheck
{
    public string Name => "actors";

    public Task<Readiness> CheckAsync(CancellationToken cancellation) =>
        Task.FromResult(new Readiness(true, host.Text));
}
