using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Net.Http.Headers;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Limits;
using TaskActors.Api.Signals;

namespace TaskActors.Api.Auth;

/// <summary>
/// Where the stock handler is told how to find a token, and how to answer when there is none that holds.
/// </summary>
internal sealed class BearerEvents(RefusalLimit limit, ILogger<BearerEvents> log) : JwtBearerEvents
{
    /// <summary>Under this key a request carries the code of the problem that fills its empty answer.</summary>
    public const string ProblemCodeItem = "taskactors.problem_code";

    public const string CodeWithoutToken = "unauthorized";
    public const string CodeOfBadToken = "token_invalid";

    public override Task MessageReceived(MessageReceivedContext context)
    {
        if (ApiRequest.Of(context.HttpContext) is null)
        {
            // Everything outside the API is open.
            context.NoResult();
            return Task.CompletedTask;
        }

        var isToken = BearerHeader.TryRead(context.Request.Headers.Authorization, out var token, out var refusal);
        if (!limit.TryTake(context.HttpContext, out var use))
        {
            context.Fail(new TooManyRefusalsException(use));
        }
        else if (refusal is { } reason)
        {
            log.TokenRefused(reason);
            FrontDoorSignals.TokenRefused(reason);
            context.Fail(new TokenRefusedException(reason));
        }
        else if (isToken)
        {
            context.Token = token.ToString();
        }
        else
        {
            // Otherwise the stock handler would look itself, and find what is not there.
            context.NoResult();
        }

        return Task.CompletedTask;
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        limit.Return(context.HttpContext);
        ApiRequest.Of(context.HttpContext)!.Caller = CurrentUser.Of(context.Principal!);
        return Task.CompletedTask;
    }

    /// <summary>
    /// RFC 6750, section 3: an error only if a token was sent. The answer's body is left to the problem writer.
    /// </summary>
    public override Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var failure = context.AuthenticateFailure;
        if (failure is TooManyRefusalsException { Use: var use })
        {
            return limit.RejectAsync(context.HttpContext, use);
        }

        context.HttpContext.Items[ProblemCodeItem] = failure is null ? CodeWithoutToken : CodeOfBadToken;
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.Append(HeaderNames.WWWAuthenticate, failure is null ? "Bearer" : Describe(failure));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Of all reasons only one is told apart, which a client can do something about, and which is known only of tokens
    /// that are genuine.
    /// </summary>
    private static string Describe(Exception failure)
    {
        var description = failure is TokenRefusedException { Refusal: TokenRefusal.Expired }
            ? "The token has expired"
            : "The token is not valid";
        return $"Bearer error=\"invalid_token\", error_description=\"{description}\"";
    }

    private sealed class TooManyRefusalsException(QuotaUse use) : Exception("Too many tokens were refused.")
    {
        public QuotaUse Use => use;
    }
}
