using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Hosting;

namespace TaskActors.Cluster;

/// <summary>
/// Listens on nothing. A silo that is alone has no peers, and Orleans lets every silo or client that can connect to it
/// call all grains: on loopback that would be any user of the machine.
/// </summary>
internal sealed class ClosedListenerFactory : IConnectionListenerFactory
{
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(new ClosedListener(endpoint));

    private sealed class ClosedListener(EndPoint endpoint) : IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> _end =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndPoint EndPoint => endpoint;

        /// <summary>Waits until the silo stops.</summary>
        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            new(_end.Task);

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _end.TrySetResult(null);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}

/// <summary>Closes a silo to every other process.</summary>
internal static class ClosedListenerExtensions
{
    /// <summary>
    /// Replaces what the silo and its gateway would listen with. Orleans registers both by keys of its own; the web
    /// server's, in the same services, has none.
    /// </summary>
    public static void AcceptNoConnections(this ISiloBuilder silo)
    {
        var listeners = silo.Services
            .Where(service => service.IsKeyedService && service.ServiceType == typeof(IConnectionListenerFactory));
        foreach (var listener in listeners.ToList())
        {
            silo.Services.Replace(ServiceDescriptor.DescribeKeyed(
                listener.ServiceType, listener.ServiceKey, typeof(ClosedListenerFactory), ServiceLifetime.Singleton));
        }
    }
}
