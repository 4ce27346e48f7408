-- Version 2. Which version a program must have at least to write a state. The statement that writes one is read by each
-- silo when it starts, and names the version of the program that put it here: when a later version raises the least and
-- puts its own statement here, a silo that still runs with this one changes no row.
ALTER TABLE cluster_schema_version ADD COLUMN proved_at TEXT NOT NULL DEFAULT '';
ALTER TABLE cluster_schema_version ADD COLUMN least_writer INTEGER NOT NULL DEFAULT 1;

UPDATE OrleansQuery SET QueryText = replace(replace(QueryText,
         'AND version = CAST(@GrainStateVersion AS INTEGER)',
         'AND version = CAST(@GrainStateVersion AS INTEGER)
       AND NOT EXISTS (SELECT FROM cluster_schema_version WHERE least_writer > 2)'),
         'WHERE CAST(@GrainStateVersion AS INTEGER) IS NULL',
         'WHERE CAST(@GrainStateVersion AS INTEGER) IS NULL
       AND NOT EXISTS (SELECT FROM cluster_schema_version WHERE least_writer > 2)')
 WHERE QueryKey = 'WriteToStorageKey';
