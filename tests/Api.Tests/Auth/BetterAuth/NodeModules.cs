using System.Diagnostics;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>Node and the packages of tests/better-auth, installed once by its lock file.</summary>
internal static class NodeModules
{
    public static readonly string Folder = Repository.PathOf("tests/better-auth");

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    // Null if all is there, else what is missing.
    private static readonly Lazy<Task<string?>> Missing = new(InstallAsync);

    /// <summary>Skips the test where Node or the packages cannot be had.</summary>
    public static async Task RequireAsync()
    {
        var missing = await Missing.Value;
        Skip.If(missing is not null, missing);
    }

    public static Process StartNode(string[] arguments, params (string Name, string? Value)[] environment)
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

    private static async Task<string?> InstallAsync()
    {
        if (await RunAsync("node", "--version") is not 0 || await RunAsync("npm", "--version") is not 0)
        {
            return "Node.js with npm is not installed, which runs the real Better Auth.";
        }

        var isThere = Directory.Exists(Path.Combine(Folder, "node_modules", "better-auth"))
            && Directory.Exists(Path.Combine(Folder, "node_modules", "better-sqlite3", "build"));
        return isThere || await RunAsync("npm", "ci", "--no-audit", "--no-fund") is 0
            ? null
            : "The npm packages of tests/better-auth (better-auth, better-sqlite3) could not be installed.";
    }

    private static async Task<int?> RunAsync(string program, params string[] arguments)
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
            using var patience = new CancellationTokenSource(Patience);
            await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(patience.Token),
                process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
