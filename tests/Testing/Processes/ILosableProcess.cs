namespace TaskActors.Testing.Processes;

/// <summary>A process that tests may lose in every way there is, and start again.</summary>
public interface ILosableProcess
{
    int Id { get; }

    bool IsRunning { get; }

    /// <exception cref="InvalidOperationException">It ended by itself before it was ready.</exception>
    Task StartAsync();

    /// <summary>As a power cut or the system ends a process: at once, and without a word to it.</summary>
    Task Kill9Async();

    /// <summary>As a supervisor ends a process, which may finish what it does.</summary>
    /// <returns>Its exit code.</returns>
    Task<int> StopAsync();
}

/// <summary>What a supervisor does for those processes.</summary>
public static class Supervision
{
    private const int StartsMax = 3;

    /// <summary>
    /// Starts whichever does not run. On a machine with too much to do a silo may be declared dead before it has begun;
    /// it then ends itself, and is started again.
    /// </summary>
    public static async Task KeepRunningAsync(this IEnumerable<ILosableProcess> processes)
    {
        foreach (var process in processes)
        {
            for (var starts = 1; !process.IsRunning; starts++)
            {
                try
                {
                    await process.StartAsync();
                }
                catch (InvalidOperationException) when (starts < StartsMax)
                {
                }
            }
        }
    }
}
