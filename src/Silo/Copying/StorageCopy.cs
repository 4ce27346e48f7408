using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using TaskActors.Storage;

namespace TaskActors.Copying;

/// <summary>
/// Copies all users from one storage to another, row for row, and proves it. Each user comes in one transaction, so
/// that a copy that was interrupted goes on where it was when it is run again.
/// </summary>
public sealed class StorageCopy
{
    private readonly TextWriter _output;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <param name="output">Where progress is told.</param>
    /// <param name="time">The clock of the storages.</param>
    /// <param name="logger">What the storages say: that they wait, for example.</param>
    public StorageCopy(TextWriter output, TimeProvider time, ILogger logger) =>
        (_output, _time, _logger) = (output, time, logger);

    /// <summary>Runs it; nobody else may own either storage meanwhile.</summary>
    /// <exception cref="SetupException">
    /// A storage cannot be opened, or the target holds the same users with other data (nothing is written then), or
    /// what was copied is not what is there.
    /// </exception>
    public async Task RunAsync(StorageOptions from, StorageOptions to, CancellationToken cancellation)
    {
        if (from.Location == to.Location)
        {
            throw new SetupException("From and to are the same storage.");
        }

        await using var source = await ITaskStorage.OpenAsync(from, _time, _logger, cancellation);
        await using var target = await ITaskStorage.OpenAsync(to, _time, _logger, cancellation);
        using var sourceRows = new UserRows(await source.Dialect.OpenForReadingAsync(cancellation), source.Dialect);
        using var targetRows = new UserRows(target.Dialect.OpenForWriting(), target.Dialect);
        await _output.WriteLineAsync($"from: {source.Store.Location}\nto: {target.Store.Location}");
        var progress = new CopyProgress(_output, _time, await sourceRows.CountAsync(cancellation));
        await RefuseOthersAsync(sourceRows, targetRows, progress, cancellation);
        await CopyAsync(sourceRows, targetRows, progress, cancellation);
        targetRows.RaiseFirstRevision(sourceRows.FirstRevision, _time.GetUtcNow());
        await VerifyAsync(sourceRows, targetRows, progress, cancellation);
    }

    private static bool IsThere(UserDigest digest) => digest.Rows.Any(count => count > 0);

    private static async Task RefuseOthersAsync(
        UserRows source, UserRows target, CopyProgress progress, CancellationToken cancellation)
    {
        progress.Begin("looked at");
        var others = 0L;
        await foreach (var key in source.KeysAsync(cancellation))
        {
            var there = await target.ReadAsync(key, null, cancellation);
            var isOther = IsThere(there) && !there.IsSameAs(await source.ReadAsync(key, null, cancellation));
            others += isOther ? 1 : 0;
            await progress.TellAsync();
        }

        if (others > 0)
        {
            throw new SetupException(
                $"The target already holds {others} of these users, with other data; it was left as it was.");
        }
    }

    private static async Task CopyAsync(
        UserRows source, UserRows target, CopyProgress progress, CancellationToken cancellation)
    {
        progress.Begin("copied");
        await foreach (var key in source.KeysAsync(cancellation))
        {
            // Whoever is there is the same, which was looked at before: an earlier run brought him.
            if (!IsThere(await target.ReadAsync(key, null, cancellation)))
            {
                await target.CopyAsync(key, source, cancellation);
            }

            await progress.TellAsync();
        }
    }

    /// <summary>
    /// Reads everything once more on both sides: what is compared is what is stored, not what was sent.
    /// </summary>
    private async Task VerifyAsync(
        UserRows source, UserRows target, CopyProgress progress, CancellationToken cancellation)
    {
        progress.Begin("verified");
        var totals = new long[CopiedTable.All.Length];
        using var sourceHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var targetHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var different = 0L;
        await foreach (var key in source.KeysAsync(cancellation))
        {
            var expected = await source.ReadAsync(key, null, cancellation);
            var found = await target.ReadAsync(key, null, cancellation);
            different += found.IsSameAs(expected) ? 0 : 1;
            sourceHash.AppendData(Encoding.UTF8.GetBytes(expected.Hash));
            targetHash.AppendData(Encoding.UTF8.GetBytes(found.Hash));
            foreach (var (index, count) in found.Rows.Index())
            {
                totals[index] += count;
            }

            await progress.TellAsync();
        }

        var rows = CopiedTable.All.Select((table, index) => $"{totals[index]} {table.Name}");
        await _output.WriteLineAsync(
            $"rows in the target: {string.Join(", ", rows)}\n"
            + $"SHA-256 of the source: {Convert.ToHexStringLower(sourceHash.GetHashAndReset())}\n"
            + $"SHA-256 of the target: {Convert.ToHexStringLower(targetHash.GetHashAndReset())}");
        if (different > 0)
        {
            throw new SetupException($"{different} users are not in the target as they are in the source.");
        }
    }
}
