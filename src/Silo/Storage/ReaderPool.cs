using System.Collections.Concurrent;

namespace TaskActors.Storage;

/// <summary>A few connections of their own for loads, so that none of them waits for a commit.</summary>
internal sealed class ReaderPool(SqlDialect dialect, int readersMax) : IDisposable
{
    private readonly SemaphoreSlim _places = new(readersMax);
    private readonly ConcurrentBag<Reader> _idle = [];
    private volatile int _generation;
    private volatile bool _closed;

    /// <summary>
    /// Runs a read on a free connection, off the caller's turn: an embedded database works on the thread that asks.
    /// </summary>
    public async Task<T> ReadAsync<T>(
        Func<ReadConnection, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => ReadOnOneAsync(read, cancellation), cancellation);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>
    /// Lets all connections go: the writer had to open its own again, and theirs may be on a file that is no longer
    /// there.
    /// </summary>
    public void Renew()
    {
        Interlocked.Increment(ref _generation);
        while (_idle.TryTake(out var reader))
        {
            reader.Connection.Dispose();
        }
    }

    public void Dispose()
    {
        _closed = true;
        // The places are not disposed: reads under way still give theirs back.
        Renew();
    }

    private async Task<T> ReadOnOneAsync<T>(
        Func<ReadConnection, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        var reader = await TakeAsync(cancellation);
        var isGood = false;
        try
        {
            var result = await read(reader.Connection, cancellation);
            isGood = true;
            return result;
        }
        finally
        {
            // After an error its transaction may be open, and its file gone: a new one knows better.
            Return(reader, isGood);
        }
    }

    private async ValueTask<Reader> TakeAsync(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        dialect.RequireInPlace();
        if (_idle.TryTake(out var reader))
        {
            return reader;
        }

        // What was opened before a renewal is not to be kept after it, so the generation is read first.
        var generation = _generation;
        return new Reader(generation, await ReadConnection.OpenAsync(dialect, cancellation));
    }

    private void Return(Reader reader, bool isGood)
    {
        if (!isGood || _closed || reader.Generation != _generation)
        {
            reader.Connection.Dispose();
            return;
        }

        _idle.Add(reader);
        if (_closed || reader.Generation != _generation)
        {
            // The pool was renewed meanwhile: what was to be let go must not stay.
            Renew();
        }
    }

    private readonly record struct Reader(int Generation, ReadConnection Connection);
}
