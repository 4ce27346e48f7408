using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TaskActors.Settings;

namespace TaskActors.Api.Settings;

/// <summary>Which addresses Kestrel listens on.</summary>
internal sealed class ListenOptions
{
    public const int PortByDefault = 8_000;

    public int? Port { get; set; }

    public string? Bind { get; set; }

    public string? Urls { get; set; }

    /// <summary>
    /// Addresses as Kestrel reads them. <c>PORT</c> and <c>TASKACTORS_BIND</c> come before <c>ASPNETCORE_URLS</c>,
    /// which tools like to set.
    /// </summary>
    public string Addresses(bool isDevelopment) => Urls is { } urls && Port is null && Bind is null
        ? urls
        : string.Create(
            CultureInfo.InvariantCulture,
            $"http://{HostOf((Bind ?? (isDevelopment ? SettingForm.Loopback : SettingForm.AnyAddress))
                .ToLowerInvariant())}:{Port ?? PortByDefault}");

    private string HostOf(string bind) => bind switch
    {
        SettingForm.AnyAddress or "*" => "*",
        // Kestrel cannot choose one free port for both loopback addresses at once.
        SettingForm.Loopback => Port == 0 ? "127.0.0.1" : SettingForm.Loopback,
        _ => IPAddress.Parse(bind) is { AddressFamily: AddressFamily.InterNetworkV6 } address ? $"[{address}]" : bind,
    };
}
