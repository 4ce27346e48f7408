using System.Diagnostics.CodeAnalysis;

namespace TaskActors.Storage;

/// <summary>
/// Where the data lies: a file of SQLite, or a PostgreSQL database. The one place that knows the kinds of storage; its
/// text is made for people and holds no secret.
/// </summary>
public sealed class StorageLocation
{
    private const string SqlitePrefix = "sqlite:";

    private StorageLocation(string? file, PostgresUrl? server) => (FilePath, Server) = (file, server);

    /// <summary>The full path of the database file; null for a server.</summary>
    public string? FilePath { get; }

    /// <summary>The address of the PostgreSQL database; null for a file.</summary>
    internal PostgresUrl? Server { get; }

    public static StorageLocation OfFile(string path) => new(path, null);

    /// <summary>Reads <c>sqlite:data/tasks.db</c> or <c>postgresql://user:password@host:5432/database</c>.</summary>
    /// <param name="text">What was set.</param>
    /// <param name="folder">Where a relative path begins.</param>
    /// <param name="location">What it means.</param>
    /// <param name="whyNot">A whole sentence, which repeats nothing of the text: it may hold a password.</param>
    public static bool TryParse(
        string? text, string folder, [NotNullWhen(true)] out StorageLocation? location,
        [NotNullWhen(false)] out string? whyNot)
    {
        (location, whyNot) = (null, null);
        if (string.IsNullOrWhiteSpace(text))
        {
            whyNot = "No storage location is set; name one, such as 'sqlite:data/tasks.db'.";
        }
        else if (PostgresUrl.IsOne(text))
        {
            (location, whyNot) = OfServer(text);
        }
        else if (text.StartsWith(SqlitePrefix, StringComparison.Ordinal) && text.Length > SqlitePrefix.Length)
        {
            location = OfFile(Path.GetFullPath(text[SqlitePrefix.Length..], folder));
        }
        else
        {
            whyNot = "The storage location must be 'sqlite:' and the path of a file, such as 'sqlite:data/tasks.db', "
                + "or the address of a PostgreSQL database, such as 'postgresql://user:password@host:5432/database'.";
        }

        return location is not null;
    }

    /// <exception cref="SetupException">The text is no location.</exception>
    internal static StorageLocation Parse(string? text) =>
        TryParse(text, Directory.GetCurrentDirectory(), out var location, out var whyNot)
            ? location
            : throw new SetupException(whyNot);

    public override string ToString() => Server is null ? SqlitePrefix + FilePath : $"PostgreSQL database {Server}";

    private static (StorageLocation? Location, string? WhyNot) OfServer(string text)
    {
        try
        {
            return (new StorageLocation(null, PostgresUrl.Parse(text)), null);
        }
        catch (SetupException error)
        {
            return (null, error.Message);
        }
    }
}
