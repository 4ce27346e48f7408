using System.ComponentModel;
using System.Diagnostics;

namespace TaskActors.Bench.Speed;

/// <summary>What a program of the system says.</summary>
internal static class Output
{
    /// <returns>What it wrote, trimmed; null if it is not there or failed.</returns>
    public static async Task<string?> OfAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var text = await process.StandardOutput.ReadToEndAsync();
            await errors;
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? text.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
