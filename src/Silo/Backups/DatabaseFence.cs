using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using TaskActors.Cluster;
using TaskActors.Storage;

namespace TaskActors.Backups;

/// <summary>
/// Raises every revision and every next id, and where users begin who were never here. Clients have seen numbers that a
/// restored backup does not know: none of them is given out once more, and clients sync anew.
/// </summary>
public sealed class DatabaseFence(TimeProvider time, ILogger logger)
{
    /// <summary>What revisions and ids are raised by.</summary>
    public const long RaiseDefault = 1_000_000_000;

    /// <summary>Numbers above this are not exact in every client: JSON's are doubles in a browser.</summary>
    public const long NumberMax = 1L << 53;

    /// <summary>Raises the numbers of a storage; nobody else may own it meanwhile.</summary>
    /// <returns>How many users have been raised.</returns>
    /// <exception cref="SetupException">It cannot be opened, or numbers would come to too much.</exception>
    public async Task<long> RunAsync(StorageOptions options, long raise, CancellationToken cancellation)
    {
        await using var storage = await ITaskStorage.OpenAsync(options, time, logger, cancellation);
        await using var connection = storage.Dialect.OpenForWriting();
        var users = Raise(connection, raise, time.GetUtcNow());
        storage.Dialect.Settle(connection);
        return users;
    }

    /// <summary>Raises the numbers in one transaction: half of this must never be found.</summary>
    internal static long Raise(DbConnection connection, long raise, DateTimeOffset at)
    {
        var by = raise.ToString(CultureInfo.InvariantCulture);
        using var transaction = connection.BeginTransaction();
        var states = connection is NpgsqlConnection server && GrainStateFence.HasStates(server) ? server : null;
        RequireRoom(raise, SqlText.Number(
            connection,
            $"""
            SELECT COALESCE(MAX(CASE WHEN rev > next_id THEN rev ELSE next_id END), 0) FROM users
             UNION ALL {SqlDialect.FirstRevision} ORDER BY 1 DESC LIMIT 1
            """));
        SqlText.Execute(
            connection,
            $"""
            UPDATE users SET rev = rev + {by}, next_id = next_id + {by}, floor = floor + {by};
            UPDATE tombstones SET rev = rev + {by};
            INSERT INTO restores (restored_at, raised_by) VALUES ('{Instants.Format(at)}', {by});
            """,
            secondsMax: 0);
        var users = SqlText.Number(connection, "SELECT count(*) FROM users");
        if (states is not null)
        {
            RequireRoom(raise, GrainStateFence.Greatest(states));
            users += GrainStateFence.Raise(states, by);
        }

        transaction.Commit();
        return users;
    }

    private static void RequireRoom(long raise, long greatest)
    {
        if (greatest > NumberMax - raise)
        {
            throw new SetupException(
                $"Revisions or ids would come to more than {NumberMax.ToString(CultureInfo.InvariantCulture)}, which "
                + "not every client can read; nothing was raised.");
        }
    }
}
