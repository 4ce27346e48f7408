using System.Runtime.InteropServices;

namespace TaskActors.Storage;

/// <summary>
/// Writes groups of commits, each group in one transaction, and answers every commit. After a failure it opens a new
/// connection for what comes next, so that it recovers as soon as the storage does.
/// </summary>
internal sealed class GroupWriter(SqlDialect dialect, TimeProvider time, Action<Exception?> onOutcome)
{
    private CommitConnection? _connection;

    /// <summary>How many transactions were committed.</summary>
    public long Transactions { get; private set; }

    /// <param name="group">Those that wait.</param>
    /// <param name="more">
    /// Adds those who have come meanwhile, and says whether there were any: they are written into the transaction that
    /// is open.
    /// </param>
    public void Write(List<PendingCommit> group, Func<List<PendingCommit>, bool> more)
    {
        var (at, began) = (time.GetUtcNow(), time.GetTimestamp());
        WriteAndAnswer(group, more);
        StorageSignals.TransactionEnded(group, at, time.GetElapsedTime(began));
    }

    private void WriteAndAnswer(List<PendingCommit> group, Func<List<PendingCommit>, bool> more)
    {
        if (TryWrite(group, more) is null)
        {
            return;
        }

        // Rolled back, so nothing is written, and the fault may be of one of them or of the connection: each is tried
        // once more, alone. Conflicts too: what they conflicted with may have been rolled back.
        for (var next = 0; next < group.Count; next++)
        {
            if (TryWrite([group[next]], static _ => false) is not { } failure)
            {
                continue;
            }

            // Without a transaction there is no use in asking for the others: each would wait as long.
            var failed = CollectionsMarshal.AsSpan(group).Slice(next, failure.IsBeforeAny ? group.Count - next : 1);
            Fail(failed, StorageFailure.Unavailable, failure.Error);
            next += failed.Length - 1;
        }
    }

    /// <summary>Closes the connection in good order.</summary>
    public void Close()
    {
        try
        {
            _connection?.Close();
        }
        catch (Exception error)
        {
            // Everything acknowledged is durable already; only the tidying up failed.
            onOutcome(error);
        }
    }

    /// <summary>Tries to write them in one transaction.</summary>
    /// <returns>Null when every one is answered, else why none is written.</returns>
    private Failure? TryWrite(List<PendingCommit> group, Func<List<PendingCommit>, bool> more)
    {
        try
        {
            _connection ??= CommitConnection.Open(dialect);
            _connection.Begin();
        }
        catch (Exception error)
        {
            Abandon(error);
            return new Failure(error, IsBeforeAny: true);
        }

        try
        {
            var applied = 0;
            do
            {
                Apply(_connection, CollectionsMarshal.AsSpan(group)[applied..]);
                applied = group.Count;
            }
            while (more(group));
        }
        catch (Exception error)
        {
            Abandon(error);
            return new Failure(error, IsBeforeAny: false);
        }

        Commit(_connection, CollectionsMarshal.AsSpan(group));
        return null;
    }

    private void Apply(CommitConnection connection, ReadOnlySpan<PendingCommit> commits)
    {
        foreach (var pending in commits)
        {
            if (pending.Commit is { } commit)
            {
                pending.IsConflict = !connection.TryApply(commit);
            }
            else
            {
                connection.Prove(time.GetUtcNow());
            }
        }
    }

    private void Commit(CommitConnection connection, ReadOnlySpan<PendingCommit> commits)
    {
        try
        {
            connection.Commit();
        }
        catch (Exception error)
        {
            // The only moment at which nobody may know: asked before the connection goes, which alone could tell.
            var failure = connection.IsUnwritten(error) ? StorageFailure.Unavailable : StorageFailure.OutcomeUnknown;
            if (failure == StorageFailure.OutcomeUnknown)
            {
                dialect.Doubt();
            }

            Abandon(error);
            Fail(commits, failure, error);
            return;
        }

        Transactions++;
        if (!TryScrub(connection, commits))
        {
            return;
        }

        onOutcome(null);
        foreach (var pending in commits)
        {
            pending.Succeed();
        }
    }

    /// <summary>
    /// Where somebody erased: removes what is gone from the files, once for all of the transaction. If that fails, the
    /// commits are stored all the same, but it must not be said that everything is gone.
    /// </summary>
    private bool TryScrub(CommitConnection connection, ReadOnlySpan<PendingCommit> commits)
    {
        foreach (var pending in commits)
        {
            if (pending.Commit is { Erases: true } && !pending.IsConflict)
            {
                try
                {
                    connection.Scrub();
                    return true;
                }
                catch (Exception error)
                {
                    Abandon(error);
                    Fail(commits, StorageFailure.OutcomeUnknown, error);
                    return false;
                }
            }
        }

        return true;
    }

    private static void Fail(ReadOnlySpan<PendingCommit> commits, StorageFailure failure, Exception error)
    {
        foreach (var pending in commits)
        {
            pending.Fail(failure, error);
        }
    }

    private void Abandon(Exception error)
    {
        _connection?.Abandon();
        _connection = null;
        onOutcome(error);
    }

    /// <param name="Error">What happened.</param>
    /// <param name="IsBeforeAny">Whether it happened before the first commit was looked at.</param>
    private readonly record struct Failure(Exception Error, bool IsBeforeAny);
}
