using Npgsql;

namespace TaskActors.Storage;

/// <summary>
/// Advisory locks of a database. The owner's lives as long as the session that took it, which is the writer's: whoever
/// is not the owner cannot write, and death frees it. Nodes of a cluster share it, so that a process on its own does
/// not start beside them, nor they beside it.
/// </summary>
internal static class PostgresLocks
{
    // "TskA", and what the lock is about.
    private const string Owner = "1416850241, 1";
    private const string Schema = "1416850241, 2";

    /// <summary>Waits for whoever is bringing the tables up to date; held until the transaction ends.</summary>
    public const string TakeSchema = $"SELECT pg_advisory_xact_lock({Schema})";

    /// <summary>Takes the owner's lock if nobody has it.</summary>
    public static bool TryTakeOwner(NpgsqlConnection connection, bool isShared) =>
        SqlText.Scalar(
            connection, $"SELECT pg_try_advisory_lock{Suffix(isShared)}({Owner})") == "True";

    /// <summary>
    /// Waits for the owner's lock as long as the session waits for any lock. A session that broke off may still hold
    /// it: the server has to notice.
    /// </summary>
    /// <exception cref="IOException">Another process has it.</exception>
    public static void TakeOwner(NpgsqlConnection connection, bool isShared)
    {
        try
        {
            SqlText.Execute(connection, $"SELECT pg_advisory_lock{Suffix(isShared)}({Owner})");
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new IOException("Another process owns the database now.", error);
        }
    }

    private static string Suffix(bool isShared) => isShared ? "_shared" : "";
}
