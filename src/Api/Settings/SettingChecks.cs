using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using TaskActors.Storage;

namespace TaskActors.Api.Settings;

/// <summary>The forms that values of settings have: how each is read, and what a wrong one is told.</summary>
internal static class SettingChecks
{
    public const string None = "none";

    private static readonly string[] LoopbackNames = ["localhost"];
    private static readonly string[] AnyNames = ["any", "*"];

    public static string? Boolean(string value) =>
        bool.TryParse(value, out _) ? null : "must be true or false";

    public static Func<string, string?> Integer(long min, long max) => value =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= min && number <= max
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min} to {max}");

    public static string? Address(string value) =>
        IsLoopbackName(value) || IsAnyName(value) || IPAddress.TryParse(value, out _)
            ? null
            : "must be an IP address, localhost, or any";

    public static bool IsLoopbackName(string value) => LoopbackNames.Contains(value, StringComparer.OrdinalIgnoreCase);

    public static bool IsAnyName(string value) => AnyNames.Contains(value, StringComparer.OrdinalIgnoreCase);

    public static string? Storage(string value) =>
        StorageLocation.TryParse(value, Directory.GetCurrentDirectory(), out _, out _)
            ? null
            : "must be sqlite: and the path of a file, for example sqlite:data/tasks.db, or the address of a "
                + "PostgreSQL database, postgresql://user:password@host:5432/database";

    /// <summary>An origin is what a browser sends: scheme, host and port, nothing after them.</summary>
    public static string? Origins(string value) =>
        value == None || List(value).All(IsOrigin)
            ? null
            : "must be a list of origins such as https://app.example.com, separated by commas, without a path";

    public static string? PublicUrl(string value) =>
        TryReadWebAddress(value, out var uri) && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? null
            : "must be an http or https address such as https://tasks.example.com";

    /// <summary>As Better Auth reads it: a path is allowed, and is then where its own routes are.</summary>
    public static string? FrontendUrl(string value) =>
        PublicUrl(value) is null ? null : "must be the frontend's http or https address such as http://localhost:3000";

    public static string? KeySetUrl(string value) =>
        TryReadWebAddress(value, out var uri) && uri.Fragment.Length == 0
            ? null
            : "must be an http or https address such as https://app.example.com/api/auth/jwks";

    public static string? Networks(string value) =>
        List(value).All(text => IPAddress.TryParse(text, out _) || IPNetwork.TryParse(text, out _))
            ? null
            : "must be a list of addresses or networks such as 10.0.0.0/8, separated by commas";

    public static string[] List(string value) =>
        value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsOrigin(string text) =>
        TryReadWebAddress(text, out var uri)
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);

    private static bool TryReadWebAddress(string text, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(text, UriKind.Absolute, out uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.UserInfo.Length == 0;
}
