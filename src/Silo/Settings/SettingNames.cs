namespace TaskActors.Settings;

/// <summary>Finds settings by their variables' names.</summary>
internal static class SettingNames
{
    private const int IssuerLengthMax = 32;

    /// <summary>The setting of that name; that of one issuer where the name stands for each issuer's.</summary>
    public static Setting? Named(this IEnumerable<Setting> settings, string name) => settings
        .FirstOrDefault(setting => setting.Name == name || setting.IssuerIn(name) is not null)
        is { } found ? found.Of(found.IssuerIn(name) ?? "") : null;

    /// <summary>What stands in a variable's name where the setting's has the placeholder.</summary>
    public static string? IssuerIn(this Setting setting, string name)
    {
        if (setting.Name.Split(Setting.Placeholder) is not [var prefix, var suffix]
            || name.Length <= prefix.Length + suffix.Length || !name.StartsWith(prefix, StringComparison.Ordinal)
            || !name.EndsWith(suffix, StringComparison.Ordinal))
        {
            return null;
        }

        var issuer = name[prefix.Length..^suffix.Length];
        return issuer.Length <= IssuerLengthMax
            && issuer.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)) ? issuer : null;
    }

    /// <summary>The name that is closest to a misspelt one: that goes on where it ends, else by edits.</summary>
    public static string Nearest(this IEnumerable<Setting> settings, string name, string prefix) => settings
        .Where(setting => setting.Use != SettingUse.None && setting.Name.StartsWith(prefix, StringComparison.Ordinal))
        .Select(setting => setting.Name)
        .OrderBy(known => !known.StartsWith(name, StringComparison.OrdinalIgnoreCase))
        .ThenBy(known => Distance(name.ToUpperInvariant(), known))
        .First();

    /// <summary>The fewest insertions, deletions and replacements between two names.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var down = 0; down < left.Length; down++)
        {
            var diagonal = row[0]++;
            for (var across = 0; across < right.Length; across++)
            {
                var replaced = diagonal + (left[down] == right[across] ? 0 : 1);
                diagonal = row[across + 1];
                row[across + 1] = Math.Min(replaced, Math.Min(row[across], diagonal) + 1);
            }
        }

        return row[^1];
    }
}
