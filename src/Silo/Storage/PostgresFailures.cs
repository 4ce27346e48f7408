using System.Net.Sockets;
using Npgsql;

namespace TaskActors.Storage;

/// <summary>Says in one sentence why a PostgreSQL database could not be opened.</summary>
internal static class PostgresFailures
{
    /// <returns>Half a sentence; null for an error that is not the server's or the network's: it is a bug.</returns>
    public static string? WhyNot(Exception error) => error switch
    {
        PostgresException server => server.MessageText.TrimEnd('.'),
        NpgsqlException { InnerException: SocketException or TimeoutException or IOException } lost =>
            $"{lost.Message.TrimEnd('.')} ({lost.InnerException!.Message.TrimEnd('.')})",
        NpgsqlException or SocketException or TimeoutException or IOException => error.Message.TrimEnd('.'),
        _ => null,
    };
}
