-- Version 3. One row, which says also which version a program must have at least to write. Every commit names its own in
-- the statement that advances a user: that of an older program changes no row. Version 1 does not know where users begin
-- who were never here.

DELETE FROM schema_version WHERE version < 2;
ALTER TABLE schema_version ADD COLUMN least_writer INTEGER NOT NULL DEFAULT 2;
