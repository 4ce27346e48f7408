-- What version 3 wrote: the text of a file that the program made when its schema had this version.
PRAGMA application_id = 1416850241;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_version (
  version    INTEGER NOT NULL PRIMARY KEY,
  applied_at TEXT    NOT NULL,
  -- When a process last proved that it can write here: at each start, and after a failure.
  proved_at  TEXT    NOT NULL
, least_writer INTEGER NOT NULL DEFAULT 2) STRICT;
INSERT INTO schema_version VALUES(3,'2026-11-29T11:11:03.989372Z','2026-11-29T11:11:03.998206Z',2);
CREATE TABLE users (
  user_key     TEXT    NOT NULL PRIMARY KEY,
  rev          INTEGER NOT NULL,
  next_id      INTEGER NOT NULL,
  floor        INTEGER NOT NULL,
  committed_at TEXT    NOT NULL,
  created_at   TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO users VALUES('u-alice',5,4,0,'2026-11-23T01:37:38.552621Z','2026-11-23T01:37:38.385241Z');
INSERT INTO users VALUES('u-bob',1,2,0,'2026-11-23T01:37:38.642470Z','2026-11-23T01:37:38.642470Z');
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
INSERT INTO tasks VALUES('u-alice',1,1,'Buy milk',replace('two\nlitres','\n',char(10)),0,NULL,'high','2026-12-01','["home","\uD83C\uDF31"]',1024,'2026-11-23T01:37:38.385241Z','2026-11-23T01:37:38.385241Z');
INSERT INTO tasks VALUES('u-alice',2,4,'Call',NULL,1,'2026-11-23T01:37:38.529672Z','none',NULL,'[]',2048,'2026-11-23T01:37:38.491058Z','2026-11-23T01:37:38.529672Z');
INSERT INTO tasks VALUES('u-bob',1,1,'Bobs',NULL,0,NULL,'none',NULL,'[]',1024,'2026-11-23T01:37:38.642470Z','2026-11-23T01:37:38.642470Z');
CREATE TABLE tombstones (
  user_key   TEXT    NOT NULL,
  id         INTEGER NOT NULL,
  rev        INTEGER NOT NULL,
  deleted_at TEXT    NOT NULL,
  PRIMARY KEY (user_key, rev, id)
) STRICT, WITHOUT ROWID;
INSERT INTO tombstones VALUES('u-alice',3,5,'2026-11-23T01:37:38.552621Z');
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
INSERT INTO receipts VALUES('u-alice','first',1,'d528336a091638b37d7ecb85f99f3e1ab92b3964edd5ffaa81db5889299776d4','{"rev":1,"task":{"id":1,"rev":1,"title":"Buy milk","description":"two\nlitres","priority":3,"due_date":"2026-12-01","tags":["home","\uD83C\uDF31"],"order":1024,"created_at":"2026-11-23T01:37:38.385241Z","updated_at":"2026-11-23T01:37:38.385241Z"},"outcomes":[],"imported":0}','2026-11-23T01:37:38.385241Z');
CREATE TABLE restores (
  restored_at TEXT    NOT NULL,
  raised_by   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX receipts_seq ON receipts (user_key, seq);
COMMIT;
