namespace TaskActors.Api.Events;

/// <summary>The next event of a stream: asked for once, and waited for beside other things.</summary>
internal sealed class AwaitedEvents(IAsyncEnumerator<TaskEvent> events, CancellationTokenSource ending)
    : IAsyncDisposable
{
    /// <summary>True when there is a <see cref="Current"/>, false at the end.</summary>
    public Task<bool> Next { get; private set; } = events.MoveNextAsync().AsTask();

    public TaskEvent Current => events.Current;

    public void Advance() => Next = events.MoveNextAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        // A stream may be disposed of only between two events.
        await ending.CancelAsync();
        await ((Task)Next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await events.DisposeAsync();
    }
}
