using Microsoft.Extensions.Options;

namespace TaskActors.Api.FrontDoor;

/// <summary>Refuses, at the start, addresses that could not work, and says what a good one looks like.</summary>
internal sealed class FrontDoorOptionsValidator : IValidateOptions<FrontDoorOptions>
{
    public ValidateOptionsResult Validate(string? name, FrontDoorOptions options)
    {
        var wrong = new List<string>();
        if (options.PublicUrl is { } url && !IsWebAddress(url, withPath: true))
        {
            wrong.Add($"The public address '{url}' must be an http or https address without a query, "
                + "for example https://tasks.example.org.");
        }

        wrong.AddRange(options.TrustedProxies
            .Where(proxy => !TrustedProxies.IsProxy(proxy))
            .Select(proxy => $"The trusted proxy '{proxy}' must be an address or a network, "
                + "for example 10.0.0.7 or 10.0.0.0/8."));
        wrong.AddRange(options.CorsOrigins
            .Where(origin => !IsWebAddress(origin, withPath: false))
            .Select(origin => $"The origin '{origin}' must be scheme, host and port only, "
                + "for example http://localhost:3000, without a slash at the end; '*' is not possible."));
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool IsWebAddress(string text, bool withPath) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.Host.Length > 0 && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
        && (withPath || (uri.AbsolutePath == "/" && !text.EndsWith('/')));
}
