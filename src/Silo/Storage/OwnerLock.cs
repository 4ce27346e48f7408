namespace TaskActors.Storage;

/// <summary>
/// One process owns a database: the operating system's lock on a file beside it, which is freed by the death of the
/// process, however it dies. The file itself stays; deleting it would let two processes lock two files of one name.
/// </summary>
internal sealed class OwnerLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly FileStream _file;

    private OwnerLock(FileStream file) => _file = file;

    /// <summary>
    /// Takes the lock, or waits for it as long as the options allow; says so once, when it begins to wait.
    /// </summary>
    /// <exception cref="SetupException">Another process kept it.</exception>
    public static async Task<OwnerLock> TakeAsync(
        string path, TimeSpan wait, TimeProvider time, Action onWait, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            if (TryTake(path + ".lock") is { } taken)
            {
                return taken;
            }

            if (time.GetElapsedTime(began) >= wait)
            {
                throw new SetupException(
                    $"Another process owns '{path}' and did not let it go within {wait.TotalSeconds:0.#} s.");
            }

            if (attempt == 0)
            {
                onWait();
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    public void Dispose() => _file.Dispose();

    private static OwnerLock? TryTake(string path)
    {
        try
        {
            return new OwnerLock(SqliteFile.Open(path, FileMode.OpenOrCreate));
        }
        catch (IOException error) when (IsHeld(error))
        {
            return null;
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS, and the sharing violation of Windows.</summary>
    private static bool IsHeld(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x8007_0020);
}
