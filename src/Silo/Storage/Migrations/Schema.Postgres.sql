-- Version 1. The same rows as in SQLite, text for text: instants are RFC 3339 in UTC, a task's tags are a JSON array,
-- completed is 0 or 1. Every text is compared byte by byte ("C"), whatever the database's own collation makes of it:
-- two keys that differ in case or in form must never meet.

CREATE TABLE schema_version (
  version    BIGINT NOT NULL PRIMARY KEY,
  applied_at TEXT COLLATE "C" NOT NULL,
  -- When a process last proved that it can write here: at each start, and after a failure.
  proved_at  TEXT COLLATE "C" NOT NULL
);

INSERT INTO schema_version VALUES (1, '', '');

-- One row a user, from the first commit on: rev is the fence of every later one. It is 0 while only receipts are there.
CREATE TABLE users (
  user_key     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  rev          BIGINT NOT NULL,
  next_id      BIGINT NOT NULL,
  floor        BIGINT NOT NULL,
  committed_at TEXT COLLATE "C" NOT NULL,
  created_at   TEXT COLLATE "C" NOT NULL
);

CREATE TABLE tasks (
  user_key     TEXT COLLATE "C" NOT NULL,
  id           BIGINT NOT NULL,
  rev          BIGINT NOT NULL,
  title        TEXT COLLATE "C" NOT NULL,
  description  TEXT COLLATE "C",
  completed    BIGINT NOT NULL,
  completed_at TEXT COLLATE "C",
  priority     TEXT COLLATE "C" NOT NULL,
  due_date     TEXT COLLATE "C",
  tags         TEXT COLLATE "C" NOT NULL,
  sort_order   BIGINT NOT NULL,
  created_at   TEXT COLLATE "C" NOT NULL,
  updated_at   TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (user_key, id)
);

-- The key begins as deletions are read and trimmed: by user, then by revision. An id is deleted once.
CREATE TABLE tombstones (
  user_key   TEXT COLLATE "C" NOT NULL,
  id         BIGINT NOT NULL,
  rev        BIGINT NOT NULL,
  deleted_at TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (user_key, rev, id)
);

CREATE TABLE receipts (
  user_key    TEXT COLLATE "C" NOT NULL,
  key         TEXT COLLATE "C" NOT NULL,
  -- In order of arrival, for trimming.
  seq         BIGINT NOT NULL,
  fingerprint TEXT COLLATE "C" NOT NULL,
  -- What was answered, as JSON.
  answer      TEXT COLLATE "C" NOT NULL,
  created_at  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (user_key, key)
);

CREATE UNIQUE INDEX receipts_seq ON receipts (user_key, seq);
