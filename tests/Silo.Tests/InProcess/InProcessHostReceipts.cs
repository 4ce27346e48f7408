using TaskActors.Testing;

namespace TaskActors.Tests.InProcess;

public sealed class InProcessHostReceipts : HostReceipts
{
    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) =>
        Task.FromResult<IHostUnderTest>(new InProcessHost(setup));
}
