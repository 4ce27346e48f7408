using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Options;

namespace TaskActors.Api.FrontDoor;

/// <summary>
/// The peers whose forwarded headers are believed; anybody else could write what they like into them.
/// </summary>
internal sealed class TrustedProxies(IOptions<FrontDoorOptions> options)
{
    private readonly ImmutableArray<IPNetwork> _networks = Parse(options.Value.TrustedProxies);

    public bool Contains(IPAddress? peer)
    {
        if (peer is null || _networks.IsEmpty)
        {
            return false;
        }

        // A dual-stack socket shows 10.0.0.7 as ::ffff:10.0.0.7.
        var address = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        return _networks.Any(network => network.Contains(address));
    }

    /// <summary>Reads an address, or a network in CIDR notation.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }

    private static ImmutableArray<IPNetwork> Parse(IEnumerable<string> texts) =>
        [.. texts.Select(text => TryParse(text, out var network) ? network : default)];
}
