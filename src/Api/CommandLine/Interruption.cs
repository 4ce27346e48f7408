using System.Runtime.InteropServices;

namespace TaskActors.Api.CommandLine;

/// <summary>
/// Ends a command that has something to tidy up when somebody asks it to stop, by Ctrl+C or as a supervisor does.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration _interrupt, _terminate;

    private Interruption()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    /// <summary>Runs something that leaves nothing behind when it is cancelled.</summary>
    /// <exception cref="SetupException">It was interrupted.</exception>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> run)
    {
        using var interruption = new Interruption();
        try
        {
            return await run(interruption._cancellation.Token);
        }
        catch (OperationCanceledException error)
        {
            throw new SetupException("Interrupted: nothing was left behind.", error);
        }
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _cancellation.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _cancellation.Cancel();
    }
}
