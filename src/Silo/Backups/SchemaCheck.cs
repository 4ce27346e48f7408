using Microsoft.Data.Sqlite;
using TaskActors.Storage;

namespace TaskActors.Backups;

/// <summary>Compares tables and indexes with those that this program makes.</summary>
internal static class SchemaCheck
{
    private const string Objects =
        "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name";

    /// <returns>Whether every table is there, so that rows can be read.</returns>
    public static bool Run(DatabaseSnapshot snapshot, Findings findings)
    {
        if (snapshot.Version < 1)
        {
            findings.Add("The file does not say which version its schema has.");
            return false;
        }

        var (wanted, found) = (Wanted(snapshot.Version), Read(snapshot.Connection));
        // A newer program may have added to what this one knows.
        var isNewer = snapshot.Version > SqliteSchema.Definition.Newest;
        foreach (var (name, sql) in wanted)
        {
            findings.AddUnless(found.ContainsKey(name), $"The {name} is missing.");
            findings.AddUnless(
                isNewer || found.GetValueOrDefault(name, sql) == sql, $"The {name} is not as this program makes it.");
        }

        foreach (var name in found.Keys.Where(name => !isNewer && !wanted.ContainsKey(name)))
        {
            findings.Add($"The {name} is not one of this program's.");
        }

        return wanted.Keys.Where(IsTable).All(found.ContainsKey);
    }

    private static bool IsTable(string name) => name.StartsWith("table ", StringComparison.Ordinal);

    private static Dictionary<string, string> Wanted(int version)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        foreach (var script in SqliteSchema.Definition.Scripts.Take(version))
        {
            SqlText.Execute(connection, script);
        }

        return Read(connection);
    }

    private static Dictionary<string, string> Read(SqliteConnection connection)
    {
        var objects = new Dictionary<string, string>(StringComparer.Ordinal);
        using var command = connection.CreateCommand();
        command.CommandText = Objects;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            objects[row.GetString(0)] = row.IsDBNull(1) ? "" : row.GetString(1);
        }

        return objects;
    }
}
