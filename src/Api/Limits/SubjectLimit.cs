using Microsoft.Extensions.Options;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Limits;

/// <summary>
/// Behind the gate: no caller takes more than its share of this node. A live stream counts once, when it is opened.
/// </summary>
internal sealed class SubjectLimit(RequestDelegate next, IOptions<RequestLimitOptions> options, TimeProvider clock)
{
    private const string Name = "subject";

    private static readonly Problem TooMany =
        new(429, "rate_limited", "Too many requests", "You send more requests than one user may. Try again later.")
        {
            RetryAfterSeconds = 1,
        };

    private readonly TokenBuckets<UserId> _buckets =
        new(new Quota(options.Value.RatePerSecond, options.Value.RateBurst), clock);

    private readonly QuotaTexts _texts =
        new(Name, new Quota(options.Value.RatePerSecond, options.Value.RateBurst));

    public Task InvokeAsync(HttpContext context)
    {
        if (_buckets.Quota.IsOff || ApiRequest.Of(context)?.Caller is not { } user)
        {
            return next(context);
        }

        var use = _buckets.Take(user.Id);
        QuotaHeaders.Append(context.Response.Headers, _texts.Policy, _texts.Of(use));
        return use.IsGranted ? next(context) : TooMany.ExecuteAsync(context);
    }
}
