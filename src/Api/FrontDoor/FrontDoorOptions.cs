namespace TaskActors.Api.FrontDoor;

/// <summary>
/// How the world outside reaches this server: under which address, through whom, and from which pages.
/// </summary>
internal sealed class FrontDoorOptions
{
    /// <summary>
    /// What links begin with, for example <c>https://tasks.example.org</c>; null: what the request says.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>
    /// Addresses (<c>10.0.0.7</c>) and networks (<c>10.0.0.0/8</c>) of proxies whose forwarded headers are believed.
    /// </summary>
    public IList<string> TrustedProxies { get; set; } = [];

    /// <summary>Origins of pages that may call from a browser, for example <c>http://localhost:3000</c>.</summary>
    public IList<string> CorsOrigins { get; set; } = [];
}
