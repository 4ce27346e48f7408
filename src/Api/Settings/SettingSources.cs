using System.Collections;
using System.Text;
using TaskActors.Settings;

namespace TaskActors.Api.Settings;

/// <summary>Where settings come from; the first wins: command line, environment, the file <c>.env</c>.</summary>
internal sealed record SettingSources
{
    public const string FileName = ".env";

    private const int FileBytesMax = 1 << 20;

    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public IReadOnlyDictionary<string, string> File { get; init; } = Nothing;

    /// <summary>What options of the command line say, by the name of the setting that they override.</summary>
    public IReadOnlyDictionary<string, string> CommandLine { get; init; } = Nothing;

    /// <summary>The environment of this process, and the file in its working directory if there is one.</summary>
    /// <exception cref="SetupException">The file is there and cannot be read.</exception>
    public static SettingSources OfThisProcess(string folder)
    {
        var names = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var environment = new Dictionary<string, string>(names);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return new SettingSources { Environment = environment, File = ReadFile(Path.Combine(folder, FileName)) };
    }

    public SettingSources WithoutKubernetes() => this with
    {
        Environment = Environment.Where(variable => !KubernetesVariables.IsOne(variable.Key, variable.Value))
            .ToDictionary(StringComparer.Ordinal),
    };

    private static IReadOnlyDictionary<string, string> ReadFile(string path)
    {
        if (!System.IO.File.Exists(path))
        {
            return Nothing;
        }

        try
        {
            return new FileInfo(path).Length > FileBytesMax
                ? throw new SetupException($"The file {path} is larger than 1 MiB, which no {FileName} file is.")
                : DotEnv.Parse(System.IO.File.ReadAllText(path, Encoding.UTF8));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"The file {path} cannot be read: {error.Message}", error);
        }
    }
}
