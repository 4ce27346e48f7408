using System.Net;
using System.Net.Sockets;

namespace TaskActors.Api.FrontDoor;

/// <summary>
/// Who really sent a request: the peer, or, where that is a trusted proxy, the nearest address it names that is none.
/// </summary>
internal sealed class ClientAddress(TrustedProxies proxies)
{
    private const int NetworkBytesOfIpv6 = 8;

    /// <summary>Of IPv6 only the network: a single household has 2^64 addresses of its own.</summary>
    public IPAddress Of(HttpContext context)
    {
        var address = Plain(context.Connection.RemoteIpAddress ?? IPAddress.None);
        var forwarded = context.Request.Headers["X-Forwarded-For"].ToString();
        while (proxies.Contains(address) && TryTakeLast(ref forwarded, out var before))
        {
            address = before;
        }

        return NetworkOf(address);
    }

    /// <summary>The nearest proxy has written last; what stands before it is only as good as its own trust.</summary>
    private static bool TryTakeLast(ref string forwarded, out IPAddress address)
    {
        var comma = forwarded.LastIndexOf(',');
        var isAddress = IPAddress.TryParse(forwarded.AsSpan(comma + 1).Trim(), out var parsed);
        forwarded = comma < 0 ? "" : forwarded[..comma];
        address = Plain(parsed ?? IPAddress.None);
        return isAddress;
    }

    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytesOfIpv6).Clear();
        return new IPAddress(bytes);
    }
}
