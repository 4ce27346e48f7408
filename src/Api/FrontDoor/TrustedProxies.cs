using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace TaskActors.Api.FrontDoor;

/// <summary>
/// The peers whose forwarded headers are believed; any other peer could write what it likes into them.
/// </summary>
internal static class TrustedProxies
{
    private const ForwardedHeaders Believed =
        ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;

    public static void AddTrustedProxies(this IServiceCollection services) =>
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<FrontDoorOptions>>(
            static (forwarded, door) => Trust(forwarded, door.Value.TrustedProxies));

    /// <summary>Whether it is an address, or a network in CIDR notation.</summary>
    public static bool IsProxy(string text) => IPAddress.TryParse(text, out _) || IPNetwork.TryParse(text, out _);

    private static void Trust(ForwardedHeadersOptions options, IList<string> proxies)
    {
        // Where the middleware knows no proxy, it believes every peer; where it is told nothing, those on loopback.
        options.ForwardedHeaders = proxies.Count == 0 ? ForwardedHeaders.None : Believed;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        // Trusted proxies may stand in a row: it goes on to the nearest address that is none of them.
        options.ForwardLimit = null;
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                options.KnownIPNetworks.Add(IPNetwork.Parse(proxy));
            }
        }
    }
}
