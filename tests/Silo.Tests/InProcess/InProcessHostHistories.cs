using TaskActors.Testing;

namespace TaskActors.Tests.InProcess;

public sealed class InProcessHostHistories : HostHistories
{
    protected override int Histories => 1_000;

    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) =>
        Task.FromResult<IHostUnderTest>(new InProcessHost(setup));
}
