using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Limits;

/// <summary>
/// Before any signature is checked: an address whose tokens were refused too often is not listened to for a while,
/// except with a token that is known to be good. Others behind the same address go on working.
/// </summary>
internal sealed class RefusalLimit(IOptions<RequestLimitOptions> options, TimeProvider clock)
{
    private const string Name = "refusals";
    private const int NetworkBytesOfIpv6 = 8;

    private static readonly Problem TooMany =
        new(429, "rate_limited", "Too many requests", "Too many requests from your address had no valid token.")
        {
            RetryAfterSeconds = 1,
        };

    private readonly TokenBuckets<IPAddress> _buckets =
        new(new Quota(options.Value.RefusalsPerSecond, options.Value.RefusalsBurst), clock);

    /// <summary>
    /// Takes a refusal ahead, so that many requests at once cannot all slip through; false if none is left.
    /// </summary>
    public bool TryTake(HttpContext context, out QuotaUse use)
    {
        use = default;
        if (_buckets.Quota.IsOff)
        {
            return true;
        }

        use = _buckets.Take(NetworkOf(context));
        return use.IsGranted;
    }

    /// <summary>Gives back what was taken: the token is good.</summary>
    public void Return(HttpContext context)
    {
        if (!_buckets.Quota.IsOff)
        {
            _buckets.Return(NetworkOf(context));
        }
    }

    public Task RejectAsync(HttpContext context, QuotaUse use)
    {
        QuotaHeaders.Append(context.Response.Headers, Name, QuotaHeaders.PolicyOf(Name, _buckets.Quota), use);
        return TooMany.ExecuteAsync(context);
    }

    /// <summary>Of IPv6 only the network: a single household has 2^64 addresses of its own.</summary>
    private static IPAddress NetworkOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytesOfIpv6).Clear();
        return new IPAddress(bytes);
    }
}
