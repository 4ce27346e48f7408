using System.Collections;
using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace TaskActors.Settings;

/// <summary>
/// What the settings are, checked against a catalogue. Options are bound from it, and nothing else reads the
/// configuration that the settings are in.
/// </summary>
public sealed class SettingValues
{
    private readonly IReadOnlyList<Setting> _settings;
    private readonly IConfigurationRoot _configuration;

    private SettingValues(IReadOnlyList<Setting> settings, string folder, IConfigurationProvider[] providers) =>
        (_settings, Folder, _configuration) = (settings, folder, new ConfigurationRoot(providers));

    /// <summary>The working directory, which paths in settings are relative to.</summary>
    public string Folder { get; }

    public string EnvironmentName =>
        Find(SiloSettings.Environment) ?? Find(SiloSettings.DotNetEnvironment) ?? Environments.Production;

    public bool IsDevelopment =>
        string.Equals(EnvironmentName, Environments.Development, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the settings of this process: command line before environment before <c>.env</c>.</summary>
    /// <exception cref="SetupException">A name or a value is wrong; it tells all that are.</exception>
    public static SettingValues OfThisProcess(
        IReadOnlyList<Setting> settings, IReadOnlyDictionary<string, string>? commandLine = null,
        bool refusesUnknown = true)
    {
        var folder = Directory.GetCurrentDirectory();
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(
            variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
        return Read(settings, folder, EnvFile.Read(folder), environment, commandLine, refusesUnknown);
    }

    /// <summary>Reads the settings of these places, the last of which comes first.</summary>
    /// <exception cref="SetupException">A name or a value is wrong; it tells all that are.</exception>
    public static SettingValues Read(
        IReadOnlyList<Setting> settings, string folder, IReadOnlyDictionary<string, string> file,
        IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string>? commandLine = null,
        bool refusesUnknown = true)
    {
        var ours = environment.Where(variable => !KubernetesVariables.IsOne(variable.Key, variable.Value));
        SettingsProvider[] providers =
        [
            new(EnvFile.Name, file, settings, folder) { RefusesUnknown = refusesUnknown },
            new("the environment", ours, settings, folder) { RefusesUnknown = refusesUnknown },
            new("the command line", commandLine ?? ImmutableDictionary<string, string>.Empty, settings, folder),
        ];
        var values = new SettingValues(settings, folder, providers);
        var problems = providers.Reverse().SelectMany(provider => provider.Problems)
            .Concat(values._configuration.AsEnumerable()
                .Select(pair => settings.Named(pair.Key)).OfType<Setting>().Select(values.WhyNot))
            .OfType<string>().ToList();
        return problems.Count == 0
            ? values : throw new SetupException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>
    /// The value, or null. A variable that is there but empty counts as not set, as it does for the frontend. Secrets
    /// are never trimmed: white space may be part of a key.
    /// </summary>
    public string? Find(Setting setting)
    {
        var value = _configuration[setting.Name];
        value = setting.IsSecret ? value : value?.Trim();
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>Options of a kind: their defaults, and what is set of them.</summary>
    public TOptions Get<TOptions>()
        where TOptions : class, new()
    {
        var options = new TOptions();
        Bind(options);
        return options;
    }

    /// <summary>Sets the members of options whose settings are set.</summary>
    public void Bind(object options)
    {
        foreach (var setting in _settings)
        {
            if (Find(setting) is { } value)
            {
                setting.Apply(options, value);
            }
        }
    }

    /// <summary>The names of the issuers that a setting of theirs is set for.</summary>
    public IEnumerable<string> IssuersOf(Setting setting) => _configuration.AsEnumerable()
        .Select(pair => setting.IssuerIn(pair.Key)).OfType<string>().Where(name => Find(setting.Of(name)) is not null);

    /// <summary>Where the value comes from, to be named in a sentence.</summary>
    public string OriginOf(Setting setting) => _configuration.Providers.Reverse().Cast<SettingsProvider>()
        .FirstOrDefault(provider => provider.TryGet(setting.Name, out _))?.OriginOf(setting.Name) ?? "not set";

    private string? WhyNot(Setting setting) =>
        Find(setting) is not { } value || setting.Validate(value) is not { } why ? null
        : setting.IsShown && !setting.IsSecret
            ? $"{setting.Name} {why}, not '{value}' (it comes {OriginOf(setting)})."
            : $"{setting.Name} {why} (it comes {OriginOf(setting)}).";
}
