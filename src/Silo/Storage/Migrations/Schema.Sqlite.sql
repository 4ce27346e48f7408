-- Version 1. Text instants are RFC 3339 in UTC; a task's tags are a JSON array; completed is 0 or 1.
-- Rows are found by the user's key first, so each table is its own index (WITHOUT ROWID).

CREATE TABLE schema_version (
  version    INTEGER NOT NULL PRIMARY KEY,
  applied_at TEXT    NOT NULL,
  -- When a process last proved that it can write here: at each start, and after a failure.
  proved_at  TEXT    NOT NULL
) STRICT;

INSERT INTO schema_version VALUES (1, '', '');

-- One row a user, from the first commit on: rev is the fence of every later one. It is 0 while only receipts are there.
CREATE TABLE users (
  user_key     TEXT    NOT NULL PRIMARY KEY,
  rev          INTEGER NOT NULL,
  next_id      INTEGER NOT NULL,
  floor        INTEGER NOT NULL,
  committed_at TEXT    NOT NULL,
  created_at   TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tasks (
  user_key     TEXT    NOT NULL,
  id           INTEGER NOT NULL,
  rev          INTEGER NOT NULL,
  title        TEXT    NOT NULL,
  description  TEXT,
  completed    INTEGER NOT NULL,
  completed_at TEXT,
  priority     TEXT    NOT NULL,
  due_date     TEXT,
  tags         TEXT    NOT NULL,
  sort_order   INTEGER NOT NULL,
  created_at   TEXT    NOT NULL,
  updated_at   TEXT    NOT NULL,
  PRIMARY KEY (user_key, id)
) STRICT, WITHOUT ROWID;

-- The key begins as deletions are read and trimmed: by user, then by revision. An id is deleted once.
CREATE TABLE tombstones (
  user_key   TEXT    NOT NULL,
  id         INTEGER NOT NULL,
  rev        INTEGER NOT NULL,
  deleted_at TEXT    NOT NULL,
  PRIMARY KEY (user_key, rev, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
  user_key    TEXT    NOT NULL,
  key         TEXT    NOT NULL,
  -- In order of arrival, for trimming.
  seq         INTEGER NOT NULL,
  fingerprint TEXT    NOT NULL,
  -- What was answered, as JSON.
  answer      TEXT    NOT NULL,
  created_at  TEXT    NOT NULL,
  PRIMARY KEY (user_key, key)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX receipts_seq ON receipts (user_key, seq);
