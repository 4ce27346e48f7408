using System.Data.Common;
using System.Globalization;

namespace TaskActors.Storage;

/// <summary>Runs SQL that is used once; what is used again is a statement.</summary>
internal static class SqlText
{
    /// <param name="connection">Where it runs.</param>
    /// <param name="text">SQL of this program: it is never made of what a user wrote.</param>
    /// <param name="secondsMax">How long it may take, 0 for any time; by default, what the connection says.</param>
    /// <returns>How many rows it changed.</returns>
    public static int Execute(DbConnection connection, string text, int? secondsMax = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.CommandTimeout = secondsMax ?? command.CommandTimeout;
        return command.ExecuteNonQuery();
    }

    /// <returns>The first column of the first row as text; empty for none.</returns>
    public static string Scalar(DbConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    /// <returns>The first column of the first row as a number.</returns>
    public static long Number(DbConnection connection, string text) =>
        long.Parse(Scalar(connection, text), CultureInfo.InvariantCulture);
}
