namespace TaskActors.Storage;

/// <summary>Writes receipts into the open transaction, and trims those that need not be kept.</summary>
internal sealed class ReceiptRows
{
    private readonly IWriteStatement _keep, _trimMany, _trimOld;

    /// <summary>Prepares a statement of the writer's, who lets it go with its own.</summary>
    public delegate IWriteStatement Preparation(string text, params ReadOnlySpan<string> parameters);

    public ReceiptRows(Preparation prepare)
    {
        // Numbered in order of arrival. The key must be new: whoever had it first would otherwise lose the answer.
        _keep = prepare(
            """
            INSERT INTO receipts (user_key, key, seq, fingerprint, answer, created_at)
            VALUES (@user, @key, (SELECT COALESCE(MAX(seq), 0) + 1 FROM receipts WHERE user_key = @user),
                    @fingerprint, @answer, @at)
            """,
            "@user", "@key", "@fingerprint", "@answer", "@at");
        _trimMany = prepare(
            """
            DELETE FROM receipts WHERE user_key = @user
               AND seq <= (SELECT MAX(seq) FROM receipts WHERE user_key = @user) - @count
            """,
            "@user", "@count");
        // Looks at the few oldest only: as many go at a time as could have come.
        _trimOld = prepare(
            """
            DELETE FROM receipts WHERE user_key = @user AND created_at < @before
               AND seq < (SELECT MIN(seq) FROM receipts WHERE user_key = @user) + 200
            """,
            "@user", "@before");
    }

    public void Write(TaskCommit commit)
    {
        if (commit.Receipts.IsEmpty)
        {
            return;
        }

        var user = commit.User.Key;
        // Their own time: receipts alone, of a user who never changed anything, come with no time of a commit.
        var now = commit.Receipts.Max(receipt => receipt.At);
        _trimOld.Write(user, Instants.FormatSortable(now - Receipt.AgeMax));
        foreach (var receipt in commit.Receipts)
        {
            _keep.Write(
                user, receipt.Key, receipt.Fingerprint, ReceiptJson.Write(receipt.Answer),
                Instants.FormatSortable(receipt.At));
        }

        _trimMany.Write(user, Receipt.CountMax);
    }
}
