using System.ComponentModel;
using System.Diagnostics;

namespace TaskActors.Testing.Processes;

/// <summary>Runs programs of the system to their end.</summary>
public static class Programs
{
    /// <returns>Whether the program is there and ended well.</returns>
    public static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            return (await EndOfAsync(program, arguments)).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <returns>What it wrote to its standard output.</returns>
    public static async Task<string> OutputAsync(string program, params string[] arguments) =>
        (await EndOfAsync(program, arguments)).Output;

    private static async Task<(int ExitCode, string Output)> EndOfAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
