using System.Collections.Immutable;
using System.Data.Common;

namespace TaskActors.Storage;

/// <summary>
/// Tables that are brought up to date together. One row beside them says which version they have, and which version a
/// program must have at least to write to them.
/// </summary>
/// <param name="Name">For people.</param>
/// <param name="VersionTable">Holds that one row.</param>
/// <param name="FencedTable">Every commit changes it first.</param>
/// <param name="Scripts">
/// The SQL that leads to version 1, to version 2, and so on; never changed once they were released. A script only adds;
/// one after which rows of an older program would be misread raises <c>least_writer</c> to its own version.
/// </param>
internal sealed record SchemaDefinition(
    string Name, string VersionTable, string FencedTable, ImmutableArray<string> Scripts)
{
    /// <summary>The version of this program: of its tables, and as a writer.</summary>
    public int Newest => Scripts.Length;

    /// <summary>
    /// A condition: this program may write. It is a part of the statement that it guards, so that no newer program can
    /// change the tables in between.
    /// </summary>
    public string AllowsWriter => $"NOT EXISTS (SELECT 1 FROM {VersionTable} WHERE least_writer > {Newest})";

    public static SchemaDefinition Of(
        string name, string versionTable, string fencedTable, params ReadOnlySpan<string> files) =>
        new(name, versionTable, fencedTable, [.. files.ToArray().Select(EmbeddedScript.Read)]);

    public int VersionIn(DbConnection connection) =>
        (int)SqlText.Number(connection, $"SELECT COALESCE(max(version), 0) FROM {VersionTable}");

    /// <summary>
    /// Refuses tables that a newer program made and lets no program of this version write to. Those that it only added
    /// to may be used: that is how an upgrade is taken back.
    /// </summary>
    /// <exception cref="SetupException">They were left as they are.</exception>
    public void RequireAllowed(DbConnection connection, int version, string location)
    {
        if (version > Newest
            && SqlText.Number(connection, $"SELECT max(least_writer) FROM {VersionTable}") > Newest)
        {
            throw new SetupException(
                $"{location} has {Name} {version}, which a newer program made; this one knows up to {Newest}; it was "
                + "left as it is.");
        }
    }
}
