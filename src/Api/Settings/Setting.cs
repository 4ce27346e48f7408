namespace TaskActors.Api.Settings;

/// <summary>Which subcommands read a setting.</summary>
[Flags]
internal enum SettingUse
{
    /// <summary>It is still accepted, and ignored.</summary>
    None = 0,

    Serve = 1,
    Token = 2,
    MovingIn = 4,

    /// <summary>No setting: both storages are named on the command line.</summary>
    Copying = 8,

    /// <summary>Backup, restore, check and top: where the data lies.</summary>
    Keeping = 16,

    /// <summary>Asking a running server.</summary>
    Asking = 32,
}

/// <summary>One environment variable that the program understands, as <c>--help</c> shows it.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Meaning">What it is for, in a sentence without a full stop.</param>
/// <param name="Default">What holds when it is not set, in words.</param>
/// <param name="Example">A value that works.</param>
internal sealed record Setting(string Name, string Meaning, string Default, string Example)
{
    public SettingUse Use { get; init; } = SettingUse.Serve;

    /// <summary>Says what is wrong with a value that is not empty, or null; it continues "NAME …".</summary>
    public Func<string, string?> WhyNot { get; init; } = static _ => null;

    /// <summary>Whether a wrong value may be repeated; an address of storage may hold a password.</summary>
    public bool IsShown { get; init; } = true;

    /// <summary>A secret is taken byte for byte, and never printed.</summary>
    public bool IsSecret { get; init; }
}
