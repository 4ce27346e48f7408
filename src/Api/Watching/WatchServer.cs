using System.Net.Sockets;
using System.Text.Json;
using TaskActors.Api.CommandLine;
using TaskActors.Api.Settings;

namespace TaskActors.Api.Watching;

/// <summary>Sends a frame a second to whoever watches; nothing is measured for it while nobody does.</summary>
internal sealed class WatchServer(StorageAddress storage, TimeProvider clock, ILogger<WatchServer> log)
    : BackgroundService
{
    private const int WatchersMax = 4;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _path = WatchSocket.PathOf(storage);
    private readonly long _began = clock.GetTimestamp();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!WatchSocket.IsPossible(_path) || !Directory.Exists(storage.Folder))
        {
            return;
        }

        try
        {
            await ListenAsync(stoppingToken);
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException)
        {
            // Serving does not depend on being watched.
            log.CannotBeWatched(_path, error.Message);
        }
        finally
        {
            File.Delete(_path);
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        // Left by a process that was killed: whoever owns the data now owns this name too.
        File.Delete(_path);
        using var listener = WatchSocket.Create();
        listener.Bind(new UnixDomainSocketEndPoint(_path));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        listener.Listen(WatchersMax);
        using var places = new SemaphoreSlim(WatchersMax);
        while (!stopping.IsCancellationRequested)
        {
            await places.WaitAsync(stopping);
            var watcher = await listener.AcceptAsync(stopping);
            _ = ServeAsync(watcher, places, stopping);
        }
    }

    private async Task ServeAsync(Socket watcher, SemaphoreSlim places, CancellationToken stopping)
    {
        try
        {
            await using var stream = new NetworkStream(watcher, ownsSocket: true);
            using var collector = new FigureCollector();
            using var timer = new PeriodicTimer(Interval, clock);
            for (var last = clock.GetTimestamp(); await timer.WaitForNextTickAsync(stopping);)
            {
                var frame = Look(collector, clock.GetElapsedTime(last));
                last = clock.GetTimestamp();
                await JsonSerializer.SerializeAsync(stream, frame, cancellationToken: stopping);
                await stream.WriteAsync("\n"u8.ToArray(), stopping);
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // It looked long enough, or the server stops.
        }
        finally
        {
            TryRelease(places);
        }
    }

    private Frame Look(FigureCollector collector, TimeSpan since) => new(
        $"TaskActors {BuildDescription.Version}, {storage}", clock.GetElapsedTime(_began).TotalSeconds,
        since.TotalSeconds, Environment.WorkingSet, collector.Take());

    private static void TryRelease(SemaphoreSlim places)
    {
        try
        {
            places.Release();
        }
        catch (ObjectDisposedException)
        {
            // The listener has gone before its last watcher.
        }
    }
}
