using System.Globalization;
using TaskActors.Settings;

namespace TaskActors.Api.Settings;

/// <summary>
/// What the settings are: names checked against the catalogue, values against their form. Options are made from it, and
/// nothing else reads the environment.
/// </summary>
internal sealed class SettingValues
{
    // The test suites have variables of their own, which the servers that they start inherit.
    private static readonly string[] NamesOfTests = ["TASKACTORS_LONG", "TASKACTORS_TEST_"];

    private readonly SettingSources _sources;

    private SettingValues(SettingSources sources) => _sources = sources;

    /// <summary>The working directory, which paths in settings are relative to.</summary>
    public string Folder { get; private init; } = Directory.GetCurrentDirectory();

    public string EnvironmentName =>
        Find(SettingsCatalogue.Environment)
        ?? _sources.Environment.GetValueOrDefault("DOTNET_ENVIRONMENT")
        ?? Environments.Production;

    public bool IsDevelopment =>
        string.Equals(EnvironmentName, Environments.Development, StringComparison.OrdinalIgnoreCase);

    /// <summary>The names of further issuers, in capitals as the variables have them.</summary>
    public IEnumerable<string> IssuerNames =>
        _sources.Environment.Keys.Concat(_sources.File.Keys)
            .Select(variable => IssuerSettings.TryReadName(variable, out var name) ? name : null).OfType<string>()
            .Where(name => IssuerSettings.Of(name).Any(setting => Find(setting) is not null))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Takes the sources if every name that looks like ours is known and every value has its form.</summary>
    /// <exception cref="SetupException">One does not.</exception>
    public static SettingValues Read(SettingSources sources, string? folder = null)
    {
        sources = sources.WithoutKubernetes();
        RefuseUnknown(sources.Environment, "in the environment");
        RefuseUnknown(sources.File, $"in {SettingSources.FileName}");
        var values = new SettingValues(sources) { Folder = folder ?? Directory.GetCurrentDirectory() };
        foreach (var setting in SettingsCatalogue.All.Concat(values.IssuerNames.SelectMany(IssuerSettings.Of)))
        {
            if (values.Find(setting) is { } value && setting.WhyNot(value) is { } why)
            {
                var given = setting.IsShown ? $", not '{value}'" : "";
                throw new SetupException($"{setting.Name} {why}{given} (it comes {values.OriginOf(setting)}).");
            }
        }

        return values;
    }

    /// <summary>
    /// The value, or null. A variable that is there but empty counts as not set, as it does for the frontend. Secrets
    /// are never trimmed: white space may be part of a key.
    /// </summary>
    public string? Find(Setting setting)
    {
        var value = Lookup(setting.Name).Value;
        value = setting.IsSecret ? value : value?.Trim();
        return string.IsNullOrEmpty(value) ? null : value;
    }

    public long? FindInteger(Setting setting) =>
        Find(setting) is { } value ? long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    public bool IsTrue(Setting setting) => Find(setting) is { } value && bool.Parse(value);

    /// <summary>Where the value comes from, to be named in a sentence.</summary>
    public string OriginOf(Setting setting) => Lookup(setting.Name).Origin;

    public bool IsFromCommandLine(Setting setting) => _sources.CommandLine.ContainsKey(setting.Name);

    private (string? Value, string Origin) Lookup(string name) =>
        _sources.CommandLine.TryGetValue(name, out var value) ? (value, "from the command line")
        : _sources.Environment.TryGetValue(name, out value) ? (value, "from the environment")
        : _sources.File.TryGetValue(name, out value) ? (value, $"from {SettingSources.FileName}")
        : (null, "not set");

    private static void RefuseUnknown(IReadOnlyDictionary<string, string> variables, string where)
    {
        var unknown = variables.Keys.Order(StringComparer.Ordinal).FirstOrDefault(IsUnknown);
        if (unknown is not null)
        {
            var advice = unknown.StartsWith(IssuerSettings.Prefix, StringComparison.Ordinal)
                ? $"{IssuerSettings.Form}."
                : $"did you mean {SettingsCatalogue.Nearest(unknown)}?";
            throw new SetupException($"There is no setting {unknown} (it is set {where}): {advice}");
        }
    }

    private static bool IsUnknown(string name) =>
        name.StartsWith(SettingsCatalogue.OwnPrefix, StringComparison.OrdinalIgnoreCase)
        && !NamesOfTests.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        && !IssuerSettings.TryReadName(name, out _)
        && !SettingsCatalogue.All.Any(setting => string.Equals(setting.Name, name, StringComparison.Ordinal));
}
