using System.Diagnostics;

namespace TaskActors.Storage;

/// <summary>A commit in the writer's queue, and the promise to whoever waits for it.</summary>
/// <param name="commit">What to write; null only proves that writing works.</param>
/// <param name="cancellation">Counts until the writer takes the commit.</param>
internal sealed class PendingCommit(TaskCommit? commit, CancellationToken cancellation)
{
    // The writer's thread must not run what the callers do next.
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCommit? Commit => commit;

    /// <summary>Where the trace of whoever waits goes on.</summary>
    public ActivityContext Span { get; } = Activity.Current?.Context ?? default;

    public Task Written => _written.Task;

    /// <summary>Whether the open transaction left it out; an answer only after COMMIT.</summary>
    public bool IsConflict { get; set; }

    /// <returns>False when its caller has given up: it is answered, and must not be written.</returns>
    public bool TryTake() => !cancellation.IsCancellationRequested || !_written.TrySetCanceled(cancellation);

    public void Succeed()
    {
        if (IsConflict)
        {
            Fail(StorageFailure.Conflict, null);
        }
        else
        {
            _written.TrySetResult();
        }
    }

    public void Fail(StorageFailure failure, Exception? error)
    {
        var message = failure switch
        {
            StorageFailure.Conflict => $"The stored revision is not {commit?.ExpectedRev}.",
            StorageFailure.OutcomeUnknown => "Storage failed while it committed; the commit may have been written.",
            _ => "Storage failed; the commit was not written.",
        };
        _written.TrySetException(new StorageException(failure, message, error));
    }
}
