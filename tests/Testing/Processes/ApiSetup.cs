using System.Collections;
using System.Diagnostics;

namespace TaskActors.Testing.Processes;

/// <summary>
/// Where and how the built executable is started: in a folder of its own, on a free loopback port, with settings of its
/// own and none of those that the tests were started with.
/// </summary>
public sealed record ApiSetup
{
    public const string Secret = "a secret of the tests, long enough for HS256";

    private static readonly string[] PrefixesOfOurs =
        ["TASKACTORS_", "BETTER_AUTH_", "ASPNETCORE_", "OTEL_", "Logging__"];
    private static readonly string[] NamesOfOurs = ["PORT", "DOTNET_ENVIRONMENT"];

    /// <summary>The working directory; the data lie in <c>data/tasks.db</c> below it.</summary>
    public required string Folder { get; init; }

    /// <summary>Further variables, or other values, as NAME=value; NAME alone takes one away.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Names of settings that get a port each, another one at each start.</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    /// <summary>A program that starts ours with its own process id: a tracer, for example.</summary>
    public IReadOnlyList<string> StartedBy { get; init; } = [];

    /// <summary>
    /// What is run: found beside the tests, whose project refers to it, unless a test has built its own.
    /// </summary>
    public string Executable { get; init; } = Path.Combine(AppContext.BaseDirectory, "TaskActors.Api.dll");

    public string DatabaseFile => Path.Combine(Folder, "data", "tasks.db");

    /// <summary>Starts it, and does not wait.</summary>
    public Process Start()
    {
        string[] command = [.. StartedBy, "dotnet", Executable];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => (string)variable.Key).Where(IsOurs))
        {
            start.Environment.Remove(name);
        }

        string[] settings =
        [
            $"BETTER_AUTH_SECRET={Secret}", "TASKACTORS_STORAGE=sqlite:data/tasks.db", "TASKACTORS_BIND=127.0.0.1",
            "PORT=0",
            // Many suites ask faster, and with worse tokens, than any one caller may; those of the limits set them.
            "TASKACTORS_RATE_PER_SECOND=0", "TASKACTORS_REFUSALS_PER_SECOND=0", .. Environment,
            .. Ports.Select(FreePorts.Setting),
        ];
        foreach (var pair in settings.Select(setting => setting.Split('=', 2)))
        {
            start.Environment[pair[0]] = pair.ElementAtOrDefault(1);
        }

        return Process.Start(start)!;
    }

    private static bool IsOurs(string name) =>
        NamesOfOurs.Contains(name, StringComparer.Ordinal)
        || PrefixesOfOurs.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
