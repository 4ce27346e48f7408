namespace TaskActors.Testing.Processes;

/// <summary>A process that tests may lose in every way there is, and start again.</summary>
public interface ILosableProcess
{
    int Id { get; }

    Task StartAsync();

    /// <summary>As a power cut or the system ends a process: at once, and without a word to it.</summary>
    Task Kill9Async();

    /// <summary>As a supervisor ends a process, which may finish what it does.</summary>
    /// <returns>Its exit code.</returns>
    Task<int> StopAsync();
}
