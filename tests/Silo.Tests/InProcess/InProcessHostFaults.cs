using TaskActors.Testing;

namespace TaskActors.Tests.InProcess;

public sealed class InProcessHostFaults : HostFaults
{
    protected override Task<IHostUnderTest> StartAsync(HostSetup setup) =>
        Task.FromResult<IHostUnderTest>(new InProcessHost(setup));
}
