using Microsoft.Extensions.Options;

namespace TaskActors.Api.FrontDoor;

/// <summary>
/// What absolute links begin with: the configured address, else what a trusted proxy forwarded, else the Host header.
/// </summary>
internal sealed class PublicAddress(IOptions<FrontDoorOptions> options, TrustedProxies proxies)
{
    private readonly string? _configured = options.Value.PublicUrl?.TrimEnd('/');

    /// <summary>Scheme and authority (and path, if one was configured), without a slash at the end.</summary>
    public string Of(HttpContext context)
    {
        if (_configured is not null)
        {
            return _configured;
        }

        var scheme = context.Request.Scheme;
        var host = context.Request.Host.Value;
        if (proxies.Contains(context.Connection.RemoteIpAddress))
        {
            (scheme, host) = Forwarded(context.Request.Headers, scheme, host);
        }

        // HTTP/1.0 knows requests without a Host.
        return string.IsNullOrEmpty(host)
            ? $"{scheme}://{new HostString("localhost", context.Connection.LocalPort)}"
            : $"{scheme}://{host}";
    }

    private static (string Scheme, string? Host) Forwarded(IHeaderDictionary headers, string scheme, string? host)
    {
        var forwardedScheme = Last(headers["X-Forwarded-Proto"]) switch
        {
            "https" => "https",
            "http" => "http",
            _ => scheme,
        };
        var forwardedHost = Last(headers["X-Forwarded-Host"]);
        return IsHost(forwardedHost) ? (forwardedScheme, forwardedHost) : (forwardedScheme, host);
    }

    /// <summary>The value that the nearest proxy, the one we trust, has written.</summary>
    private static string? Last(string? header) => header?.Split(',')[^1].Trim();

    private static bool IsHost(string? text) =>
        !string.IsNullOrEmpty(text)
        && Uri.TryCreate($"http://{text}/", UriKind.Absolute, out var uri)
        && uri is { UserInfo: "", PathAndQuery: "/" } && text.AsSpan().IndexOfAny("/?#@\\") < 0;
}
