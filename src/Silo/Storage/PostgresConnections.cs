using System.Globalization;
using Npgsql;

namespace TaskActors.Storage;

/// <summary>
/// Opens connections to a PostgreSQL database with the session settings that our promises rest on, those that a server
/// may refuse read back.
/// </summary>
internal sealed class PostgresConnections(PostgresUrl address, TimeSpan busyWait)
{
    /// <summary>
    /// Our tables stand in a schema of their own: the database may be that of the frontend, with tables of such names.
    /// </summary>
    public const string Schema = "taskactors";

    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 30;

    private readonly string _text = address.With(static settings =>
    {
        settings.ApplicationName = "TaskActors";
        settings.Timeout = ConnectSeconds;
        settings.CommandTimeout = CommandSeconds;
        // Every statement is run again and again; those with an absent value are few.
        settings.MaxAutoPrepare = 60;
        settings.AutoPrepareMinUsages = 2;
    });

    /// <summary>For people: database, host and port.</summary>
    public string Location { get; } = $"PostgreSQL database {address}";

    public TimeSpan BusyWait => busyWait;

    public NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(_text);
        try
        {
            connection.Open();
            Settle(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection on which every transaction only reads.</summary>
    public async Task<NpgsqlConnection> OpenForReadingAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(_text);
        try
        {
            await connection.OpenAsync(cancellation);
            await using var settle = new NpgsqlCommand(
                $"{Settings()}; SET default_transaction_read_only = on", connection);
            await settle.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private string Settings()
    {
        var wait = Math.Max(1, (long)busyWait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return $"""
            SET search_path = {Schema}, pg_temp;
            SET lock_timeout = {wait};
            -- A process that froze in a transaction must not keep its rows from the others.
            SET idle_in_transaction_session_timeout = 5000;
            -- A client that vanished without a word must not keep the owner's lock for hours.
            SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
            SET standard_conforming_strings = on;
            -- A database may be set to acknowledge what is not yet flushed; stricter settings than 'on' stay.
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
            """;
    }

    private void Settle(NpgsqlConnection connection)
    {
        SqlText.Execute(connection, Settings());
        if (SqlText.Scalar(connection, "SELECT current_setting('synchronous_commit') = 'off'") != "False")
        {
            throw new SetupException($"The {Location} acknowledges what it has not flushed; it is not used.");
        }
    }
}
