namespace TaskActors.Settings;

/// <summary>Which subcommands read a setting.</summary>
[Flags]
public enum SettingUse
{
    /// <summary>It is accepted, and no help lists it.</summary>
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
/// <param name="Name">The variable's name; one with a placeholder stands for a variable of each further issuer.</param>
/// <param name="Meaning">What it is for, in a sentence without a full stop.</param>
/// <param name="Default">What holds when it is not set, in words.</param>
/// <param name="Example">A value that works.</param>
public abstract record Setting(string Name, string Meaning, string Default, string Example)
{
    public const string Placeholder = "<NAME>";

    public SettingUse Use { get; init; } = SettingUse.Serve;

    /// <summary>Whether a wrong value may be repeated; an address of storage may hold a password.</summary>
    public bool IsShown { get; init; } = true;

    /// <summary>A secret is taken byte for byte, and never printed.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The same setting of one issuer.</summary>
    public Setting Of(string issuer) =>
        this with { Name = Name.Replace(Placeholder, issuer, StringComparison.Ordinal) };

    /// <summary>Says what is wrong with a value that is not empty, or null; it continues "NAME …".</summary>
    public abstract string? Validate(string value);

    /// <summary>Writes a valid value into the options that the setting is for; leaves all others alone.</summary>
    internal abstract void Apply(object options, string value);
}

/// <summary>A setting whose value has a type, and mostly a member of some options that it sets.</summary>
public sealed record Setting<T>(string Name, SettingForm<T> Form, string Meaning, string Default, string Example)
    : Setting(Name, Meaning, Default, Example)
{
    private Action<object, T> _apply = static (_, _) => { };

    public Setting<T> Sets<TOptions>(Action<TOptions, T> set) => this with
    {
        _apply = (options, value) =>
        {
            if (options is TOptions own)
            {
                set(own, value);
            }
        },
    };

    public override string? Validate(string value) => Form.Holds(value) ? null : Form.Requirement;

    internal override void Apply(object options, string value) => _apply(options, Form.Read(value));
}
