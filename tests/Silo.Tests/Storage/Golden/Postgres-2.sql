-- What version 2 wrote on PostgreSQL: pg_dump of a database that the program made when its schema had this version.

CREATE SCHEMA taskactors;

CREATE TABLE taskactors.receipts (
    user_key text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    seq bigint NOT NULL,
    fingerprint text NOT NULL COLLATE pg_catalog."C",
    answer text NOT NULL COLLATE pg_catalog."C",
    created_at text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE taskactors.restores (
    restored_at text NOT NULL COLLATE pg_catalog."C",
    raised_by bigint NOT NULL
);

CREATE TABLE taskactors.schema_version (
    version bigint NOT NULL,
    applied_at text NOT NULL COLLATE pg_catalog."C",
    proved_at text NOT NULL COLLATE pg_catalog."C",
    least_writer bigint DEFAULT 1 NOT NULL
);

CREATE TABLE taskactors.tasks (
    user_key text NOT NULL COLLATE pg_catalog."C",
    id bigint NOT NULL,
    rev bigint NOT NULL,
    title text NOT NULL COLLATE pg_catalog."C",
    description text COLLATE pg_catalog."C",
    completed bigint NOT NULL,
    completed_at text COLLATE pg_catalog."C",
    priority text NOT NULL COLLATE pg_catalog."C",
    due_date text COLLATE pg_catalog."C",
    tags text NOT NULL COLLATE pg_catalog."C",
    sort_order bigint NOT NULL,
    created_at text NOT NULL COLLATE pg_catalog."C",
    updated_at text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE taskactors.tombstones (
    user_key text NOT NULL COLLATE pg_catalog."C",
    id bigint NOT NULL,
    rev bigint NOT NULL,
    deleted_at text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE taskactors.users (
    user_key text NOT NULL COLLATE pg_catalog."C",
    rev bigint NOT NULL,
    next_id bigint NOT NULL,
    floor bigint NOT NULL,
    committed_at text NOT NULL COLLATE pg_catalog."C",
    created_at text NOT NULL COLLATE pg_catalog."C"
);

INSERT INTO taskactors.receipts VALUES ('u-alice', 'first', 1, 'd528336a091638b37d7ecb85f99f3e1ab92b3964edd5ffaa81db5889299776d4', '{"rev":1,"task":{"id":1,"rev":1,"title":"Buy milk","description":"two\nlitres","priority":3,"due_date":"2026-12-01","tags":["home","\uD83C\uDF31"],"order":1024,"created_at":"2026-11-26T15:09:35.565818Z","updated_at":"2026-11-26T15:09:35.565818Z"},"outcomes":[],"imported":0}', '2026-11-26T15:09:35.565818Z');

INSERT INTO taskactors.schema_version VALUES (2, '2026-11-29T11:11:36.032900Z', '2026-11-29T11:11:36.041939Z', 1);

INSERT INTO taskactors.tasks VALUES ('u-alice', 1, 1, 'Buy milk', 'two
litres', 0, NULL, 'high', '2026-12-01', '["home","\uD83C\uDF31"]', 1024, '2026-11-26T15:09:35.565818Z', '2026-11-26T15:09:35.565818Z');
INSERT INTO taskactors.tasks VALUES ('u-alice', 2, 4, 'Call', NULL, 1, '2026-11-26T15:09:36.244139Z', 'none', NULL, '[]', 2048, '2026-11-26T15:09:36.042826Z', '2026-11-26T15:09:36.244139Z');
INSERT INTO taskactors.tasks VALUES ('u-bob', 1, 1, 'Bobs', NULL, 0, NULL, 'none', NULL, '[]', 1024, '2026-11-26T15:09:36.442782Z', '2026-11-26T15:09:36.442782Z');

INSERT INTO taskactors.tombstones VALUES ('u-alice', 3, 5, '2026-11-26T15:09:36.311458Z');

INSERT INTO taskactors.users VALUES ('u-alice', 5, 4, 0, '2026-11-26T15:09:36.311458Z', '2026-11-26T15:09:35.565818Z');
INSERT INTO taskactors.users VALUES ('u-bob', 1, 2, 0, '2026-11-26T15:09:36.442782Z', '2026-11-26T15:09:36.442782Z');

ALTER TABLE ONLY taskactors.receipts
    ADD CONSTRAINT receipts_pkey PRIMARY KEY (user_key, key);

ALTER TABLE ONLY taskactors.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);

ALTER TABLE ONLY taskactors.tasks
    ADD CONSTRAINT tasks_pkey PRIMARY KEY (user_key, id);

ALTER TABLE ONLY taskactors.tombstones
    ADD CONSTRAINT tombstones_pkey PRIMARY KEY (user_key, rev, id);

ALTER TABLE ONLY taskactors.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (user_key);

CREATE UNIQUE INDEX receipts_seq ON taskactors.receipts USING btree (user_key, seq);

