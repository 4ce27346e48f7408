using Microsoft.Extensions.Logging;

namespace TaskActors.Storage;

/// <summary>Tasks as rows of an SQL database, whichever dialect it speaks.</summary>
internal sealed class SqlTaskStore : ITaskStore, IStorageHealth, IAsyncDisposable
{
    private readonly SqlDialect _dialect;
    private readonly ILogger _logger;
    private readonly ReaderPool _readers;
    private readonly GroupWriter _groups;
    private readonly CommitWriter _writer;
    private volatile Exception? _lastFailure;

    public SqlTaskStore(SqlDialect dialect, StorageOptions options, TimeProvider time, ILogger logger)
    {
        _dialect = dialect;
        _logger = logger;
        _readers = new ReaderPool(dialect, options.ReadersMax);
        _groups = new GroupWriter(dialect, time, OnOutcome);
        _writer = new CommitWriter(_groups, options, time);
    }

    public string Location => _dialect.Location;

    /// <summary>How many transactions were committed: fewer than commits, when many users write.</summary>
    internal long Transactions => _groups.Transactions;

    public async Task<StoredTasks> LoadAsync(UserId user, CancellationToken cancellation)
    {
        UserKeys.RequireFaithful(user);
        return await ReadAsync((connection, token) => connection.LoadAsync(user, token), cancellation);
    }

    private async Task<T> ReadAsync<T>(
        Func<ReadConnection, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            return await _readers.ReadAsync(read, cancellation);
        }
        catch (Exception error) when (error is FormatException || _dialect.IsDamage(error))
        {
            throw new StorageException(
                StorageFailure.Unreadable, $"A user's rows cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // What broke this connection may have broken them all: a server that was restarted, say.
            _readers.Renew();
            throw new StorageException(StorageFailure.Unavailable, "Storage failed to read a user's rows.", error);
        }
    }

    public async Task<long> LoadRevAsync(UserId user, CancellationToken cancellation)
    {
        UserKeys.RequireFaithful(user);
        return await ReadAsync((connection, token) => connection.LoadRevAsync(user, token), cancellation);
    }

    public async Task<Receipt?> FindReceiptAsync(UserId user, string key, CancellationToken cancellation)
    {
        UserKeys.RequireFaithful(user);
        return await ReadAsync((connection, token) => connection.FindReceiptAsync(user, key, token), cancellation);
    }

    public Task CommitAsync(TaskCommit commit, CancellationToken cancellation)
    {
        // A revision that does not grow would open the fence to whoever comes second; receipts alone need none.
        var isReceiptsAlone = commit is { Saved.IsEmpty: true, Removed.IsEmpty: true, Erases: false };
        if (commit.Rev < commit.ExpectedRev || (commit.Rev == commit.ExpectedRev && !isReceiptsAlone))
        {
            throw new ArgumentException("A commit's revision must be greater than the expected one.", nameof(commit));
        }

        UserKeys.RequireFaithful(commit.User);
        return _writer.WriteAsync(commit, cancellation);
    }

    public async Task<string?> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            await _readers.ReadAsync(ProveAsync, cancellation);
            if (_lastFailure is not null)
            {
                await _writer.WriteAsync(null, cancellation);
            }

            return null;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            var cause = error is StorageException { InnerException: { } inner } ? inner : error;
            return $"Storage does not work: {cause.Message}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _readers.Dispose();
    }

    private static async Task<bool> ProveAsync(ReadConnection connection, CancellationToken cancellation)
    {
        await connection.ProveAsync(cancellation);
        return true;
    }

    private void OnOutcome(Exception? failure)
    {
        var before = _lastFailure;
        _lastFailure = failure;
        if (failure is not null)
        {
            // Theirs may be open on the file that failed.
            _readers.Renew();
        }

        if (failure is not null && before is null)
        {
            Log.WritesFail(_logger, _dialect.Location, failure);
        }
        else if (failure is null && before is not null)
        {
            Log.WritesRecovered(_logger, _dialect.Location);
        }
    }
}
