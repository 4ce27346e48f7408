using System.Collections;

namespace TaskActors.Settings;

/// <summary>Settings that set members of one kind of options, written as a table of collection initializers.</summary>
public sealed class SettingsOf<TOptions> : IEnumerable<Setting>
{
    private readonly List<Setting> _settings = [];

    public void Add<T>(
        string name, SettingForm<T> form, Action<TOptions, T> set,
        (string Meaning, string Default, string Example) help, SettingUse use = SettingUse.Serve) =>
        _settings.Add(new Setting<T>(name, form, help.Meaning, help.Default, help.Example) { Use = use }.Sets(set));

    public IEnumerator<Setting> GetEnumerator() => _settings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
