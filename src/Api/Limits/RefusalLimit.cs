using System.Net;
using Microsoft.Extensions.Options;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Limits;

/// <summary>
/// Before any signature is checked: an address whose tokens were refused too often is not listened to for a while,
/// except with a token that is known to be good. Others behind the same address go on working.
/// </summary>
internal sealed class RefusalLimit(ClientAddress addresses, IOptions<RequestLimitOptions> options, TimeProvider clock)
{
    private const string Name = "refusals";

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

        use = _buckets.Take(addresses.Of(context));
        return use.IsGranted;
    }

    /// <summary>Gives back what was taken: the token is good.</summary>
    public void Return(HttpContext context)
    {
        if (!_buckets.Quota.IsOff)
        {
            _buckets.Return(addresses.Of(context));
        }
    }

    public Task RejectAsync(HttpContext context, QuotaUse use)
    {
        QuotaHeaders.Append(context.Response.Headers, Name, QuotaHeaders.PolicyOf(Name, _buckets.Quota), use);
        return TooMany.ExecuteAsync(context);
    }
}
