using System.ComponentModel;
using System.Diagnostics;

namespace TaskActors.Testing.Processes;

/// <summary>Runs programs of the system to their end.</summary>
public static class Programs
{
    /// <returns>Whether the program is there and ended well.</returns>
    public static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        try
        {
            using var process = Process.Start(start)!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
