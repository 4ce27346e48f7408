using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TaskActors.Api.Settings;

/// <summary>Which addresses Kestrel listens on.</summary>
internal static class ListenAddress
{
    private const long PortByDefault = 8_000;

    /// <summary>
    /// Addresses as Kestrel reads them. <c>PORT</c> and <c>TASKACTORS_BIND</c> come before <c>ASPNETCORE_URLS</c>,
    /// which tools like to set; <c>--urls</c> comes before all.
    /// </summary>
    public static string UrlsFrom(SettingValues values)
    {
        var port = values.FindInteger(SettingsCatalogue.Port);
        var bind = values.Find(SettingsCatalogue.Bind);
        var urls = values.Find(SettingsCatalogue.Urls);
        var isAsked = values.IsFromCommandLine(SettingsCatalogue.Urls);
        return urls is not null && (isAsked || (port is null && bind is null))
            ? urls
            : Url(bind ?? (values.IsDevelopment ? "localhost" : "any"), port ?? PortByDefault);
    }

    private static string Url(string bind, long port)
    {
        // Kestrel cannot choose one free port for both loopback addresses at once.
        var host = SettingChecks.IsAnyName(bind) ? "*"
            : SettingChecks.IsLoopbackName(bind) ? (port == 0 ? "127.0.0.1" : "localhost")
            : IPAddress.Parse(bind) is { AddressFamily: AddressFamily.InterNetworkV6 } address ? $"[{address}]"
            : bind;
        return string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}");
    }
}
