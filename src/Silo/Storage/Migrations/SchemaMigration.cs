using System.Globalization;
using Microsoft.Extensions.Logging;

namespace TaskActors.Storage;

/// <summary>
/// Brings the tables of a schema to the version of this program: each step in a transaction of its own, which a process
/// that dies takes with it. Processes that start together take turns, and each looks again what is left to do.
/// </summary>
internal sealed class SchemaMigration(
    SchemaDefinition schema, ISchemaDatabase database, TimeProvider time, ILogger logger)
{
    /// <summary>Takes all steps, and proves that the database can be written.</summary>
    /// <exception cref="SetupException">The database cannot be used; it is left as it was.</exception>
    public void Run()
    {
        var before = Step();
        for (var version = before; version < schema.Newest;)
        {
            version = Step();
        }

        if (before > 0 && before < schema.Newest)
        {
            Log.Migrated(logger, database.Location, before, schema.Newest);
        }
        else if (before > schema.Newest)
        {
            Log.NewerSchema(logger, database.Location, before, schema.Newest);
        }
    }

    /// <summary>Takes the next step, or, after the last, proves that the database can be written.</summary>
    /// <returns>The version that was found.</returns>
    private int Step()
    {
        using var transaction = database.Connection.BeginTransaction();
        database.Lock();
        var version = database.VersionOf(schema);
        if (version < schema.Newest)
        {
            database.PrepareStep(schema, version);
            Execute(schema.Scripts[version]);
            Execute(string.Create(
                CultureInfo.InvariantCulture,
                $"UPDATE {schema.VersionTable} SET version = {version + 1}, applied_at = '{Now()}'"));
        }
        else
        {
            schema.RequireAllowed(database.Connection, version, database.Location);
            Execute($"UPDATE {schema.VersionTable} SET proved_at = '{Now()}'");
        }

        transaction.Commit();
        return version;
    }

    // A step takes as long as it takes.
    private void Execute(string text) => SqlText.Execute(database.Connection, text, secondsMax: 0);

    private string Now() => Instants.Format(time.GetUtcNow());
}
