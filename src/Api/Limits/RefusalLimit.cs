using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Limits;

/// <summary>
/// Before any signature is checked: an address whose tokens were refused too often is not listened to for a while,
/// except with a token that is known to be good. Others behind the same address go on working.
/// </summary>
internal sealed class RefusalLimit(
    RequestDelegate next, ClientAddress addresses, IOptions<RequestLimitOptions> options, TimeProvider clock)
{
    private const string Name = "refusals";

    private static readonly Problem TooMany =
        new(429, "rate_limited", "Too many requests", "Too many requests from your address had no valid token.")
        {
            RetryAfterSeconds = 1,
        };

    private readonly TokenBuckets<IPAddress> _buckets =
        new(new Quota(options.Value.RefusalsPerSecond, options.Value.RefusalsBurst), clock);

    public Task InvokeAsync(HttpContext context) =>
        _buckets.Quota.IsOff ? next(context) : CheckAsync(context);

    private async Task CheckAsync(HttpContext context)
    {
        var address = addresses.Of(context);
        var use = _buckets.Take(address);
        if (!use.IsGranted)
        {
            QuotaHeaders.Append(
                context.Response.Headers, Name, QuotaHeaders.PolicyOf(Name, _buckets.Quota), use);
            await TooMany.ExecuteAsync(context);
            return;
        }

        // Taken ahead, so that many at once cannot all slip through; the scheme remembers its answer for later rooms.
        var answer = await context.AuthenticateAsync();
        if (answer.Succeeded)
        {
            _buckets.Return(address);
        }

        await next(context);
    }
}
