using System.Diagnostics;
using Xunit;

namespace TaskActors.Testing.Processes;

/// <summary>Node, and the packages of one folder of the repository, installed once by its lock file.</summary>
public sealed class NodePackages
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly string _name;
    private readonly string[] _compiled;

    // Null if all is there, else what is missing.
    private readonly Lazy<Task<string?>> _missing;

    /// <param name="folder">Relative to the root of the repository.</param>
    /// <param name="compiled">Packages that are there only when they have been compiled too.</param>
    public NodePackages(string folder, params string[] compiled)
    {
        _name = folder;
        _compiled = compiled;
        Folder = Repository.PathOf(folder);
        _missing = new(InstallAsync);
    }

    public string Folder { get; }

    /// <summary>Skips the test where Node or the packages cannot be had.</summary>
    public async Task RequireAsync()
    {
        var missing = await _missing.Value;
        Skip.If(missing is not null, missing);
    }

    public Process StartNode(string[] arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <returns>The exit code; null if there is no such program.</returns>
    public async Task<int?> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            // Read, so that no full pipe holds it up.
            var outputs = Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            try
            {
                await process.WaitForExitAsync().WaitAsync(Patience);
            }
            catch (TimeoutException tooLong)
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException(
                    $"{program} {string.Join(' ', arguments)} took over {Patience} in {_name}.", tooLong);
            }

            await outputs;
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private async Task<string?> InstallAsync()
    {
        if (await RunAsync("node", "--version") is not 0 || await RunAsync("npm", "--version") is not 0)
        {
            return $"Node.js with npm is not installed, which {_name} needs.";
        }

        return AreThere() || await RunAsync("npm", "ci", "--no-audit", "--no-fund") is 0
            ? null
            : $"The npm packages of {_name} could not be installed.";
    }

    /// <summary>As of the lock file: npm keeps a copy of what it installed, which must be no older.</summary>
    private bool AreThere()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        var wanted = new FileInfo(Path.Combine(Folder, "package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= wanted.LastWriteTimeUtc
            && _compiled.All(package => Directory.Exists(Path.Combine(Folder, "node_modules", package, "build")));
    }
}
