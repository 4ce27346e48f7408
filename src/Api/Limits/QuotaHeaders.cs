using System.Globalization;

namespace TaskActors.Api.Limits;

/// <summary>
/// Tells callers of their quota, as structured fields of the IETF's draft-ietf-httpapi-ratelimit-headers.
/// </summary>
internal static class QuotaHeaders
{
    private const string Limit = "RateLimit";
    private const string Policy = "RateLimit-Policy";

    /// <param name="headers">The answer's.</param>
    /// <param name="name">Of the policy.</param>
    /// <param name="quota">What the policy allows.</param>
    /// <param name="use">What is left.</param>
    public static void Append(IHeaderDictionary headers, string name, Quota quota, QuotaUse use)
    {
        var culture = CultureInfo.InvariantCulture;
        headers.Append(Policy, string.Create(culture, $"\"{name}\";q={quota.Burst};w={quota.WindowSeconds}"));
        // Until it is full again, in whole seconds.
        var seconds = Math.Ceiling(use.FullAfter.TotalSeconds);
        headers.Append(Limit, string.Create(culture, $"\"{name}\";r={use.Left};t={seconds}"));
    }

    /// <summary>Says that no further stream may be opened; none can tell when one will be closed.</summary>
    public static void AppendStreams(IHeaderDictionary headers, long streamsMax)
    {
        headers.Append(
            Policy,
            string.Create(CultureInfo.InvariantCulture, $"\"streams\";q={streamsMax};qu=\"concurrent-requests\""));
        headers.Append(Limit, "\"streams\";r=0");
    }
}
