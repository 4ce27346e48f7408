using Microsoft.AspNetCore.Http.Features;

namespace TaskActors.Api.Limits;

/// <summary>How large a request's body may be: one bound for the server, which single routes raise.</summary>
internal static class BodyLimits
{
    /// <summary>What any route takes that says nothing else.</summary>
    public const int BytesMax = 64 * 1_024;

    /// <summary>What this request may send.</summary>
    public static long Of(HttpContext context) =>
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? BytesMax;
}
