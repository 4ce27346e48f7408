using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TaskActors.Storage;

/// <summary>
/// The store in a host: opened before anything else starts, so that bad surroundings stop the start, and closed after
/// everything else has stopped, so that the last commits are written.
/// </summary>
internal sealed class HostedTaskStore(
    IOptions<StorageOptions> options, TimeProvider time, ILogger<SqlTaskStore> logger)
    : ITaskStore, IStorageHealth, IHostedLifecycleService, IAsyncDisposable
{
    private ITaskStorage? _storage;

    public string Location => _storage?.Store.Location ?? $"{StorageLocation.Parse(options.Value.Location)}";

    private SqlTaskStore Store =>
        _storage?.Store ?? throw new StorageException(StorageFailure.Unavailable, "The storage is not open.");

    public Task<StoredTasks> LoadAsync(UserId user, CancellationToken cancellation) =>
        Store.LoadAsync(user, cancellation);

    public Task<long> LoadRevAsync(UserId user, CancellationToken cancellation) =>
        Store.LoadRevAsync(user, cancellation);

    public Task CommitAsync(TaskCommit commit, CancellationToken cancellation) =>
        Store.CommitAsync(commit, cancellation);

    public Task<Receipt?> FindReceiptAsync(UserId user, string key, CancellationToken cancellation) =>
        Store.FindReceiptAsync(user, key, cancellation);

    public async Task<string?> CheckAsync(CancellationToken cancellation) =>
        _storage is { } open ? await open.Store.CheckAsync(cancellation) : "The storage is not open.";

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _storage = await ITaskStorage.OpenAsync(options.Value, time, logger, cancellationToken);
        Log.Opened(logger, Location);
    }

    public async Task StoppedAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <summary>Also when a start failed half-way, after which nobody stops what had started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _storage, null) is { } open)
        {
            await open.DisposeAsync();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
