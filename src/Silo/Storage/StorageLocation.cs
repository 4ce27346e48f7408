using System.Diagnostics.CodeAnalysis;

namespace TaskActors.Storage;

/// <summary>
/// Reads a location such as <c>sqlite:data/tasks.db</c>: the one place that knows the kinds of storage.
/// </summary>
internal static class StorageLocation
{
    private const string SqlitePrefix = "sqlite:";

    /// <summary>Gives the full path of the database file; a relative one begins at the working directory.</summary>
    public static bool TryParse(
        string? location, [NotNullWhen(true)] out string? path, [NotNullWhen(false)] out string? whyNot)
    {
        path = null;
        whyNot = null;
        if (string.IsNullOrWhiteSpace(location))
        {
            whyNot = "No storage location is set; name one, such as 'sqlite:data/tasks.db'.";
            return false;
        }

        // Not the location itself: one of another kind may hold a password.
        if (!location.StartsWith(SqlitePrefix, StringComparison.Ordinal) || location.Length == SqlitePrefix.Length)
        {
            whyNot = "The storage location must be 'sqlite:' and the path of a file, such as 'sqlite:data/tasks.db'.";
            return false;
        }

        path = Path.GetFullPath(location[SqlitePrefix.Length..]);
        return true;
    }
}
