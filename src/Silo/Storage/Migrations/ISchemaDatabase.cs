using System.Data.Common;

namespace TaskActors.Storage;

/// <summary>In what databases differ while a schema is brought up to date.</summary>
internal interface ISchemaDatabase
{
    DbConnection Connection { get; }

    /// <summary>For people; it can begin a sentence.</summary>
    string Location { get; }

    /// <summary>
    /// Waits, in the transaction that was just begun and until its end, for other processes that do the same.
    /// </summary>
    void Lock();

    /// <summary>The version that the tables have; 0 if there are none.</summary>
    /// <exception cref="SetupException">There are tables, but of another program.</exception>
    int VersionOf(SchemaDefinition schema);

    /// <summary>What is to be done in the transaction of a step before it.</summary>
    void PrepareStep(SchemaDefinition schema, int version);
}
