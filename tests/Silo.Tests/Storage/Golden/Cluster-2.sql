-- What version 2 of the cluster's schema held: pg_dump of a database that a silo with grain storage made.

CREATE SCHEMA taskactors;

CREATE TABLE taskactors.cluster_schema_version (
    version integer NOT NULL,
    applied_at text NOT NULL,
    proved_at text DEFAULT ''::text NOT NULL,
    least_writer integer DEFAULT 1 NOT NULL
);

CREATE TABLE taskactors.cluster_silos (
    cluster text NOT NULL COLLATE pg_catalog."C",
    address text NOT NULL COLLATE pg_catalog."C",
    port integer NOT NULL,
    generation integer NOT NULL,
    name text NOT NULL,
    host text NOT NULL,
    status integer NOT NULL,
    proxy_port integer NOT NULL,
    suspected text,
    started_at timestamp with time zone NOT NULL,
    alive_at timestamp with time zone NOT NULL
);

CREATE TABLE taskactors.cluster_versions (
    cluster text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    changed_at timestamp with time zone NOT NULL
);

CREATE TABLE taskactors.grain_states (
    service text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL COLLATE pg_catalog."C",
    type_hash integer NOT NULL,
    key text COLLATE pg_catalog."C",
    key_hash integer NOT NULL,
    key_n0 bigint NOT NULL,
    key_n1 bigint NOT NULL,
    version integer NOT NULL,
    state bytea,
    changed_at timestamp with time zone NOT NULL
);

CREATE TABLE taskactors.orleansquery (
    querykey text NOT NULL,
    querytext text NOT NULL
);

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

INSERT INTO taskactors.cluster_schema_version VALUES (2, '2026-11-29T11:11:51.252951Z', '2026-11-29T11:11:51.258938Z', 1);

INSERT INTO taskactors.cluster_silos VALUES ('taskactors', '127.0.0.1', 18111, 154955509, 'Silo_88ec4', 'node', 6, 0, '127.0.0.1:18111@154955509,2026-11-29 11:12:06.723 GMT', '2026-11-29 11:11:49.954394+00', '2026-11-29 11:12:06.723856+00');

INSERT INTO taskactors.cluster_versions VALUES ('taskactors', 8, '2026-11-29 11:12:06.725163+00');

INSERT INTO taskactors.grain_states VALUES ('taskactors', 'user-tasks', -1925577541, 'u-alice', 722916645, 0, 0, 5, '\x7b2276657273696f6e223a312c22726576223a352c226e6578745f6964223a342c22666c6f6f72223a302c22636f6d6d69747465645f6174223a22323032362d31312d32365431353a30393a35332e3530323938365a222c227461736b73223a5b7b226964223a312c22726576223a312c227469746c65223a22427579206d696c6b222c226465736372697074696f6e223a2274776f5c6e6c6974726573222c22636f6d706c657465645f6174223a6e756c6c2c227072696f72697479223a332c226475655f64617465223a22323032362d31322d3031222c2274616773223a5b22686f6d65222c225c75443833435c7544463331225d2c226f72646572223a313032342c22637265617465645f6174223a22323032362d31312d32365431353a30393a35322e3936373537335a222c22757064617465645f6174223a22323032362d31312d32365431353a30393a35322e3936373537335a227d2c7b226964223a322c22726576223a342c227469746c65223a2243616c6c222c226465736372697074696f6e223a6e756c6c2c22636f6d706c657465645f6174223a22323032362d31312d32365431353a30393a35332e3436303630305a222c227072696f72697479223a302c226475655f64617465223a6e756c6c2c2274616773223a5b5d2c226f72646572223a323034382c22637265617465645f6174223a22323032362d31312d32365431353a30393a35332e3331373232365a222c22757064617465645f6174223a22323032362d31312d32365431353a30393a35332e3436303630305a227d5d2c22746f6d6273746f6e6573223a5b7b226964223a332c22726576223a352c226174223a22323032362d31312d32365431353a30393a35332e3530323938365a227d5d2c227265636569707473223a5b7b226b6579223a226669727374222c2266696e6765727072696e74223a2264353238333336613039313633386233376437656362383566393966336531616239326233393634656464356666616138316462353838393239393737366434222c22616e73776572223a227b5c227265765c223a312c5c227461736b5c223a7b5c2269645c223a312c5c227265765c223a312c5c227469746c655c223a5c22427579206d696c6b5c222c5c226465736372697074696f6e5c223a5c2274776f5c5c6e6c69747265735c222c5c227072696f726974795c223a332c5c226475655f646174655c223a5c22323032362d31322d30315c222c5c22746167735c223a5b5c22686f6d655c222c5c225c5c75443833435c5c75444633315c225d2c5c226f726465725c223a313032342c5c22637265617465645f61745c223a5c22323032362d31312d32365431353a30393a35322e3936373537335a5c222c5c22757064617465645f61745c223a5c22323032362d31312d32365431353a30393a35322e3936373537335a5c227d2c5c226f7574636f6d65735c223a5b5d2c5c22696d706f727465645c223a307d222c226174223a22323032362d31312d32365431353a30393a35322e3936373537335a227d5d7d', '2026-11-26 15:09:53.559298+00');
INSERT INTO taskactors.grain_states VALUES ('taskactors', 'user-tasks', -1925577541, 'u-bob', 567009001, 0, 0, 1, '\x7b2276657273696f6e223a312c22726576223a312c226e6578745f6964223a322c22666c6f6f72223a302c22636f6d6d69747465645f6174223a22323032362d31312d32365431353a30393a35332e3630353630375a222c227461736b73223a5b7b226964223a312c22726576223a312c227469746c65223a22426f6273222c226465736372697074696f6e223a6e756c6c2c22636f6d706c657465645f6174223a6e756c6c2c227072696f72697479223a302c226475655f64617465223a6e756c6c2c2274616773223a5b5d2c226f72646572223a313032342c22637265617465645f6174223a22323032362d31312d32365431353a30393a35332e3630353630375a222c22757064617465645f6174223a22323032362d31312d32365431353a30393a35332e3630353630375a227d5d2c22746f6d6273746f6e6573223a5b5d2c227265636569707473223a5b5d7d', '2026-11-26 15:09:53.611348+00');

INSERT INTO taskactors.orleansquery VALUES ('GatewaysQueryKey', '
  SELECT address AS "Address", proxy_port AS "ProxyPort", generation AS "Generation"
    FROM cluster_silos WHERE cluster = @DeploymentId AND status = @Status AND proxy_port > 0
');
INSERT INTO taskactors.orleansquery VALUES ('MembershipReadRowKey', '
  SELECT v.cluster AS "DeploymentId", s.address AS "Address", s.port AS "Port", s.generation AS "Generation",
         s.name AS "SiloName", s.host AS "HostName", s.status AS "Status", s.proxy_port AS "ProxyPort",
         s.suspected AS "SuspectTimes", s.started_at AS "StartTime", s.alive_at AS "IAmAliveTime",
         v.version AS "Version"
    FROM cluster_versions v
    LEFT JOIN cluster_silos s
      ON s.cluster = v.cluster AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
   WHERE v.cluster = @DeploymentId
');
INSERT INTO taskactors.orleansquery VALUES ('MembershipReadAllKey', '
  SELECT v.cluster AS "DeploymentId", s.address AS "Address", s.port AS "Port", s.generation AS "Generation",
         s.name AS "SiloName", s.host AS "HostName", s.status AS "Status", s.proxy_port AS "ProxyPort",
         s.suspected AS "SuspectTimes", s.started_at AS "StartTime", s.alive_at AS "IAmAliveTime",
         v.version AS "Version"
    FROM cluster_versions v LEFT JOIN cluster_silos s ON s.cluster = v.cluster
   WHERE v.cluster = @DeploymentId
');
INSERT INTO taskactors.orleansquery VALUES ('InsertMembershipVersionKey', '
  WITH added AS (
    INSERT INTO cluster_versions (cluster, version, changed_at) VALUES (@DeploymentId, 0, now())
    ON CONFLICT DO NOTHING RETURNING 1)
  SELECT EXISTS (SELECT FROM added)
');
INSERT INTO taskactors.orleansquery VALUES ('InsertMembershipKey', '
  WITH counted AS (
    UPDATE cluster_versions SET version = version + 1, changed_at = now()
     WHERE cluster = @DeploymentId AND version = @Version
       AND NOT EXISTS (SELECT FROM cluster_silos
                        WHERE cluster = @DeploymentId AND address = @Address AND port = @Port
                          AND generation = @Generation)
    RETURNING cluster),
  added AS (
    INSERT INTO cluster_silos
           (cluster, address, port, generation, name, host, status, proxy_port, started_at, alive_at)
    SELECT cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
      FROM counted RETURNING 1)
  SELECT EXISTS (SELECT FROM added)
');
INSERT INTO taskactors.orleansquery VALUES ('UpdateMembershipKey', '
  WITH counted AS (
    UPDATE cluster_versions SET version = version + 1, changed_at = now()
     WHERE cluster = @DeploymentId AND version = @Version
       AND EXISTS (SELECT FROM cluster_silos
                    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port
                      AND generation = @Generation)
    RETURNING cluster),
  changed AS (
    UPDATE cluster_silos s
       SET status = @Status, suspected = @SuspectTimes, alive_at = GREATEST(s.alive_at, @IAmAliveTime)
      FROM counted
     WHERE s.cluster = counted.cluster AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
    RETURNING 1)
  SELECT EXISTS (SELECT FROM changed)
');
INSERT INTO taskactors.orleansquery VALUES ('UpdateIAmAlivetimeKey', '
  UPDATE cluster_silos SET alive_at = @IAmAliveTime
   WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
');
INSERT INTO taskactors.orleansquery VALUES ('CleanupDefunctSiloEntriesKey', '
  DELETE FROM cluster_silos WHERE cluster = @DeploymentId AND status = 6 AND alive_at < @IAmAliveTime
');
INSERT INTO taskactors.orleansquery VALUES ('DeleteMembershipTableEntriesKey', '
  DELETE FROM cluster_silos WHERE cluster = @DeploymentId;
  DELETE FROM cluster_versions WHERE cluster = @DeploymentId
');
INSERT INTO taskactors.orleansquery VALUES ('ReadFromStorageKey', '
  SELECT state AS "PayloadBinary", version AS "Version" FROM grain_states
   WHERE key_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
     AND key IS NOT DISTINCT FROM @GrainIdExtensionString AND type = @GrainTypeString AND service = @ServiceId
');
INSERT INTO taskactors.orleansquery VALUES ('ClearStorageKey', '
  UPDATE grain_states SET state = NULL, version = version + 1, changed_at = now()
   WHERE key_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
     AND key IS NOT DISTINCT FROM @GrainIdExtensionString AND type = @GrainTypeString AND service = @ServiceId
     AND version = @GrainStateVersion
  RETURNING version AS "NewGrainStateVersion"
');
INSERT INTO taskactors.orleansquery VALUES ('WriteToStorageKey', '
  WITH replaced AS (
    UPDATE grain_states SET state = @PayloadBinary, version = version + 1, changed_at = now()
     WHERE key_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
       AND key IS NOT DISTINCT FROM @GrainIdExtensionString AND type = @GrainTypeString AND service = @ServiceId
       AND version = CAST(@GrainStateVersion AS INTEGER)
       AND NOT EXISTS (SELECT FROM cluster_schema_version WHERE least_writer > 2)
    RETURNING version),
  added AS (
    INSERT INTO grain_states
           (service, type, type_hash, key, key_hash, key_n0, key_n1, version, state, changed_at)
    SELECT @ServiceId, @GrainTypeString, @GrainTypeHash, @GrainIdExtensionString, @GrainIdHash, @GrainIdN0,
           @GrainIdN1, 1, @PayloadBinary, now()
     WHERE CAST(@GrainStateVersion AS INTEGER) IS NULL
       AND NOT EXISTS (SELECT FROM cluster_schema_version WHERE least_writer > 2)
    ON CONFLICT DO NOTHING
    RETURNING version)
  SELECT COALESCE((SELECT version FROM replaced), (SELECT version FROM added),
                  CAST(@GrainStateVersion AS INTEGER)) AS "NewGrainStateVersion"
');

INSERT INTO taskactors.schema_version VALUES (2, '2026-11-29T11:11:51.212180Z', '2026-11-29T11:11:51.225908Z', 1);

ALTER TABLE ONLY taskactors.cluster_schema_version
    ADD CONSTRAINT cluster_schema_version_pkey PRIMARY KEY (version);

ALTER TABLE ONLY taskactors.cluster_silos
    ADD CONSTRAINT cluster_silos_pkey PRIMARY KEY (cluster, address, port, generation);

ALTER TABLE ONLY taskactors.cluster_versions
    ADD CONSTRAINT cluster_versions_pkey PRIMARY KEY (cluster);

ALTER TABLE ONLY taskactors.orleansquery
    ADD CONSTRAINT orleansquery_pkey PRIMARY KEY (querykey);

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

CREATE UNIQUE INDEX grain_states_key ON taskactors.grain_states USING btree (key_hash, type_hash, key_n0, key_n1, key, type, service) NULLS NOT DISTINCT;

CREATE UNIQUE INDEX receipts_seq ON taskactors.receipts USING btree (user_key, seq);

ALTER TABLE ONLY taskactors.cluster_silos
    ADD CONSTRAINT cluster_silos_cluster_fkey FOREIGN KEY (cluster) REFERENCES taskactors.cluster_versions(cluster);

