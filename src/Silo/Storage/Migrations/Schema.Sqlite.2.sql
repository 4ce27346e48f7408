-- Version 2. What restored backups raised revisions and ids by: their sum is where users begin who were never here, so
-- that somebody whom a backup did not know yet does not get the numbers of before once more.

CREATE TABLE restores (
  restored_at TEXT    NOT NULL,
  raised_by   INTEGER NOT NULL
) STRICT;
