using System.Globalization;

namespace TaskActors.Api.Limits;

/// <summary>
/// Tells callers of their quota, as structured fields of the IETF's draft-ietf-httpapi-ratelimit-headers.
/// </summary>
internal static class QuotaHeaders
{
    private const string Limit = "RateLimit";
    private const string Policy = "RateLimit-Policy";

    public static string PolicyOf(string name, Quota quota) => string.Create(
        CultureInfo.InvariantCulture, $"\"{name}\";q={quota.Burst};w={quota.WindowSeconds}");

    /// <param name="headers">The answer's.</param>
    /// <param name="name">Of the policy.</param>
    /// <param name="policy">What <see cref="PolicyOf"/> made of it.</param>
    /// <param name="use">What is left.</param>
    public static void Append(IHeaderDictionary headers, string name, string policy, QuotaUse use) =>
        Append(headers, policy, UseOf(name, use.Left, SecondsOf(use)));

    public static void Append(IHeaderDictionary headers, string policy, string use)
    {
        headers.Append(Policy, policy);
        headers.Append(Limit, use);
    }

    /// <summary>Until it is full again, in whole seconds.</summary>
    public static int SecondsOf(QuotaUse use) => (int)Math.Ceiling(use.FullAfter.TotalSeconds);

    public static string UseOf(string name, int left, int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={left};t={seconds}");

    /// <summary>Says that no further stream may be opened; none can tell when one will be closed.</summary>
    public static void AppendStreams(IHeaderDictionary headers, long streamsMax)
    {
        headers.Append(
            Policy,
            string.Create(CultureInfo.InvariantCulture, $"\"streams\";q={streamsMax};qu=\"concurrent-requests\""));
        headers.Append(Limit, "\"streams\";r=0");
    }
}
