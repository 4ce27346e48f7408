using Microsoft.Extensions.Options;

namespace TaskActors.Api.FrontDoor;

/// <summary>
/// What absolute links begin with: the configured address, else the one that the request was sent to; behind a trusted
/// proxy that is what it forwarded.
/// </summary>
internal sealed class PublicAddress(IOptions<FrontDoorOptions> options)
{
    private readonly string? _configured = options.Value.PublicUrl?.TrimEnd('/');

    /// <summary>Scheme and authority (and path, if one was configured), without a slash at the end.</summary>
    public string Of(HttpContext context)
    {
        if (_configured is not null)
        {
            return _configured;
        }

        // A proxy may forward any word as the scheme.
        var scheme = context.Request.IsHttps ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        var host = context.Request.Host;
        // HTTP/1.0 knows requests without a Host.
        return host.HasValue
            ? $"{scheme}://{host.ToUriComponent()}"
            : $"{scheme}://{new HostString("localhost", context.Connection.LocalPort)}";
    }
}
