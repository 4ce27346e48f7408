using System.Buffers;
using System.Threading.Channels;

namespace TaskActors.Api.Auditing;

/// <summary>
/// Appends lines to the audit file from a bounded buffer. When the disk is slower than the writers, or fails, the
/// buffer is full and the writers wait: a line is never dropped.
/// </summary>
internal sealed class AuditTrail : IHostedLifecycleService, IDisposable
{
    /// <summary>Lines that may wait; about a quarter of a megabyte.</summary>
    public const int LinesMax = 1_024;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly ILogger<AuditTrail> _log;
    private readonly Channel<AuditLine> _lines =
        Channel.CreateBounded<AuditLine>(new BoundedChannelOptions(LinesMax) { SingleReader = true });

    private readonly CancellationTokenSource _ending = new();
    private FileStream? _file;
    private Task _writing = Task.CompletedTask;

    public AuditTrail(string path, TimeProvider clock, ILogger<AuditTrail> log) =>
        (_path, _clock, _log) = (path, clock, log);

    /// <summary>Takes a line, or waits until there is room for it.</summary>
    public ValueTask WriteAsync(AuditLine line, CancellationToken cancellation) =>
        _lines.Writer.WriteAsync(line, cancellation);

    /// <summary>Opens the file before anybody can write.</summary>
    /// <exception cref="SetupException">It cannot be opened: what must be written down could not be.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            _file = Open();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"The audit file '{_path}' cannot be written: {error.Message}", error);
        }

        _writing = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>After the last request: writes what waits.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        _lines.Writer.TryComplete();
        // A file that fails for ever must not keep the process: what is left is said in the log.
        await using var giveUp = cancellationToken.Register(_ending.Cancel);
        await _writing;
    }

    /// <summary>Once and again: a container that knows it by two names disposes of it twice.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        _ending.Dispose();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private FileStream Open()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            // A rotation may take it away, and a reader may follow it.
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(_path, options);
    }

    private async Task RunAsync()
    {
        var text = new ArrayBufferWriter<byte>();
        while (await _lines.Reader.WaitToReadAsync())
        {
            while (text.WrittenCount < 64 * 1_024 && _lines.Reader.TryRead(out var line))
            {
                line.WriteTo(text);
            }

            if (!await TryAppendAsync(text.WrittenMemory))
            {
                return;
            }

            text.ResetWrittenCount();
        }
    }

    /// <summary>Appends until it succeeds; the writers wait meanwhile.</summary>
    /// <returns>False when the server stops and the file still fails.</returns>
    private async Task<bool> TryAppendAsync(ReadOnlyMemory<byte> text)
    {
        for (var hasFailed = false; ; hasFailed = true)
        {
            try
            {
                // A file that was moved away by a rotation is opened anew at its name.
                if (!File.Exists(_path))
                {
                    _file?.Dispose();
                    _file = Open();
                }

                await _file!.WriteAsync(text, CancellationToken.None);
                return true;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                if (!hasFailed)
                {
                    _log.AuditFails(_path, error);
                }
            }

            if (_ending.IsCancellationRequested)
            {
                return false;
            }

            await Task.Delay(Pause, _clock);
        }
    }
}
