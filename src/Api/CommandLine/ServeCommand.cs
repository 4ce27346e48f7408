using System.CommandLine;
using System.Globalization;
using TaskActors.Api.Settings;
using TaskActors.Settings;

namespace TaskActors.Api.CommandLine;

/// <summary>Serving: what happens without a subcommand. Its options override settings of the same meaning.</summary>
internal sealed class ServeCommand
{
    private readonly Option<string> _host = new("--host") { Hidden = true };

    private readonly Option<int?> _port = new("--port")
    {
        Description = $"The port to listen on (overrides {SettingsCatalogue.Port.Name})",
        HelpName = "port",
    };

    private readonly Option<string> _urls = new("--urls")
    {
        Description = $"All addresses to listen on, separated by semicolons (overrides {SettingsCatalogue.Urls.Name}, "
            + $"{SettingsCatalogue.Port.Name} and {SettingsCatalogue.Bind.Name})",
        HelpName = "urls",
    };

    public void AddTo(RootCommand root)
    {
        root.Options.Add(_host);
        root.Options.Add(_port);
        root.Options.Add(_urls);
        root.SetAction((parsed, cancellation) => StartFailure.ReportAsync(
            parsed.InvocationConfiguration.Error, () => RunAsync(parsed, cancellation)));
    }

    private async Task RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var values = SettingsCatalogue.Read(Overrides(parsed));
        await Server.RunAsync(values, parsed.InvocationConfiguration, cancellation);
    }

    private Dictionary<string, string> Overrides(ParseResult parsed)
    {
        var overrides = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(SettingsCatalogue.Host, parsed.GetValue(_host));
        Add(SettingsCatalogue.Port, parsed.GetValue(_port)?.ToString(CultureInfo.InvariantCulture));
        Add(SettingsCatalogue.Urls, parsed.GetValue(_urls));
        if (overrides.ContainsKey(SettingsCatalogue.Urls.Name))
        {
            // All addresses are said: no other setting has a part in them.
            overrides[SettingsCatalogue.Port.Name] = overrides[SettingsCatalogue.Bind.Name] = "";
        }

        return overrides;

        void Add(Setting setting, string? value)
        {
            if (value is not null)
            {
                overrides[setting.Name] = value;
            }
        }
    }
}
