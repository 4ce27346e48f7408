-- Version 2. What restored backups raised revisions and ids by: their sum is where users begin who were never here, so
-- that somebody whom a backup did not know yet does not get the numbers of before once more.

CREATE TABLE restores (
  restored_at TEXT COLLATE "C" NOT NULL,
  raised_by   BIGINT NOT NULL
);

-- Which version a program must have at least to write. Every commit names its own in the statement that advances a user:
-- that of an older program changes no row. Nodes of version 1 may run beside this one while a cluster is upgraded.
ALTER TABLE schema_version ADD COLUMN least_writer BIGINT NOT NULL DEFAULT 1;
