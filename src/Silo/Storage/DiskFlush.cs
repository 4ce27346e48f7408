using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TaskActors.Storage;

/// <summary>
/// Flushes a file, and says when that failed. On Unix the platform's own <c>FlushToDisk</c> keeps an error of
/// <c>fsync</c> to itself.
/// </summary>
internal static class DiskFlush
{
    private const int Interrupted = 4;

    /// <summary>Found as the loader finds it for every other caller in the process.</summary>
    private static readonly Lazy<Sync> FSync = new(() => Marshal.GetDelegateForFunctionPointer<Sync>(
        NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "fsync")));

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int Sync(int descriptor);

    /// <exception cref="IOException">What was written may not be on the disk, and never reach it.</exception>
    public static void Run(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            // macOS has a call of its own, which empties the disk's cache too.
            RandomAccess.FlushToDisk(file);
        }

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        while (FSync.Value((int)file.DangerousGetHandle()) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw new IOException($"A file could not be flushed: {Marshal.GetPInvokeErrorMessage(error)}.");
            }
        }

        GC.KeepAlive(file);
    }
}
