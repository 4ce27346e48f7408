using System.Collections.Immutable;
using System.Net;

namespace TaskActors.Api.Settings;

/// <summary>What the front door must know of the network it stands in.</summary>
internal sealed class FrontDoorOptions
{
    /// <summary>Origins whose pages may call; without a slash at the end, as browsers send them.</summary>
    public ImmutableArray<string> CorsOrigins { get; set; } = [];

    /// <summary>What links begin with, without a slash at the end; null to take it from the request.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Whose forwarded headers are believed.</summary>
    public ImmutableArray<IPNetwork> TrustedProxies { get; set; } = [];
}
