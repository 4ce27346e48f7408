namespace TaskActors.Bench.Speed.Candidates;

/// <summary>A build of this API, and how it is started.</summary>
/// <param name="Name">What options and short lines call it.</param>
/// <param name="Title">What reports call it.</param>
internal sealed record ApiBuild(string Name, string Title)
{
    private const string FileName = "TaskActors.Api.dll";

    /// <summary>The one of this tree.</summary>
    public static ApiBuild Ours { get; } = new("ours", "TaskActors");

    /// <summary>The one that this tree is measured beside.</summary>
    public static ApiBuild Other { get; } = new("other", "TaskActors, the other build");

    public string Executable { get; private init; } = Path.Combine(AppContext.BaseDirectory, FileName);

    /// <summary>Its settings that are not as shipped, as NAME=VALUE.</summary>
    public IReadOnlyList<string> Environment { get; private init; } = [];

    /// <summary>Whether it wants a database of its own in PostgreSQL.</summary>
    public bool IsOnPostgres { get; init; }

    /// <summary>As a page may show them: behind a slash stands a path, or an address with a password.</summary>
    public IEnumerable<string> ShownSettings => Environment.Select(
        setting => setting.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
            ? setting[..slash] + "…"
            : setting);

    /// <exception cref="FormatException">The folder is not there, or holds no build.</exception>
    public ApiBuild In(string folder)
    {
        var executable = Path.GetFullPath(Path.Combine(folder, FileName));
        return File.Exists(executable)
            ? this with { Executable = executable }
            : throw new FormatException(
                $"There is no {FileName} in {folder}; --beside wants the output of dotnet publish src/Api.");
    }

    /// <exception cref="FormatException">A setting has not its form.</exception>
    public ApiBuild With(string setting) => setting.IndexOf('=', StringComparison.Ordinal) > 0
        ? this with { Environment = [.. Environment, setting] }
        : throw new FormatException($"A setting has the form NAME=VALUE, not {setting}.");
}
