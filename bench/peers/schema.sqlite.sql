-- The same table for the peer on SQLite. Seeded rows have ids below a million.
PRAGMA journal_mode = WAL;

CREATE TABLE tasks (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id      TEXT    NOT NULL,
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
  rev          INTEGER NOT NULL
) STRICT;

CREATE INDEX tasks_of_user ON tasks (user_id, id);

INSERT INTO sqlite_sequence (name, seq) VALUES ('tasks', 999999);
