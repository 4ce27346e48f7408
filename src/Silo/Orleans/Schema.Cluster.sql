-- Version 1. What Microsoft.Orleans.Clustering.AdoNet and Microsoft.Orleans.Persistence.AdoNet work on. They read each
-- statement by its name from OrleansQuery, once, when a silo or a client starts, and bind values by the names of its
-- parameters; names of result columns are theirs too. Everything else here is ours: tables, columns, statements.

CREATE TABLE cluster_schema_version (
  version    INTEGER NOT NULL PRIMARY KEY,
  applied_at TEXT    NOT NULL
);

INSERT INTO cluster_schema_version VALUES (1, '');

CREATE TABLE cluster_versions (
  cluster    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  version    INTEGER     NOT NULL,
  changed_at TIMESTAMPTZ NOT NULL
);

-- One row for each start of a silo. A change of who is a member counts the version of its cluster up in the same
-- statement, and only from the version that it was decided on.
CREATE TABLE cluster_silos (
  cluster    TEXT COLLATE "C" NOT NULL REFERENCES cluster_versions,
  address    TEXT COLLATE "C" NOT NULL,
  port       INTEGER     NOT NULL,
  generation INTEGER     NOT NULL,
  name       TEXT        NOT NULL,
  host       TEXT        NOT NULL,
  status     INTEGER     NOT NULL,
  proxy_port INTEGER     NOT NULL,
  suspected  TEXT,
  started_at TIMESTAMPTZ NOT NULL,
  alive_at   TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (cluster, address, port, generation)
);

-- Orleans' own grain storage. A string key comes as text with both numbers 0. The index is what keeps two racing first
-- writers from making two rows that nobody could read again: absent keys count as equal.
CREATE TABLE grain_states (
  service    TEXT COLLATE "C" NOT NULL,
  type       TEXT COLLATE "C" NOT NULL,
  type_hash  INTEGER     NOT NULL,
  key        TEXT COLLATE "C",
  key_hash   INTEGER     NOT NULL,
  key_n0     BIGINT      NOT NULL,
  key_n1     BIGINT      NOT NULL,
  version    INTEGER     NOT NULL,
  state      BYTEA,
  changed_at TIMESTAMPTZ NOT NULL
);

CREATE UNIQUE INDEX grain_states_key
    ON grain_states (key_hash, type_hash, key_n0, key_n1, key, type, service) NULLS NOT DISTINCT;

CREATE TABLE OrleansQuery (
  QueryKey  TEXT NOT NULL PRIMARY KEY,
  QueryText TEXT NOT NULL
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('GatewaysQueryKey', $sql$
  SELECT address AS "Address", proxy_port AS "ProxyPort", generation AS "Generation"
    FROM cluster_silos WHERE cluster = @DeploymentId AND status = @Status AND proxy_port > 0
$sql$),
('MembershipReadRowKey', $sql$
  SELECT v.cluster AS "DeploymentId", s.address AS "Address", s.port AS "Port", s.generation AS "Generation",
         s.name AS "SiloName", s.host AS "HostName", s.status AS "Status", s.proxy_port AS "ProxyPort",
         s.suspected AS "SuspectTimes", s.started_at AS "StartTime", s.alive_at AS "IAmAliveTime",
         v.version AS "Version"
    FROM cluster_versions v
    LEFT JOIN cluster_silos s
      ON s.cluster = v.cluster AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
   WHERE v.cluster = @DeploymentId
$sql$),
('MembershipReadAllKey', $sql$
  SELECT v.cluster AS "DeploymentId", s.address AS "Address", s.port AS "Port", s.generation AS "Generation",
         s.name AS "SiloName", s.host AS "HostName", s.status AS "Status", s.proxy_port AS "ProxyPort",
         s.suspected AS "SuspectTimes", s.started_at AS "StartTime", s.alive_at AS "IAmAliveTime",
         v.version AS "Version"
    FROM cluster_versions v LEFT JOIN cluster_silos s ON s.cluster = v.cluster
   WHERE v.cluster = @DeploymentId
$sql$),
('InsertMembershipVersionKey', $sql$
  WITH added AS (
    INSERT INTO cluster_versions (cluster, version, changed_at) VALUES (@DeploymentId, 0, now())
    ON CONFLICT DO NOTHING RETURNING 1)
  SELECT EXISTS (SELECT FROM added)
$sql$),
('InsertMembershipKey', $sql$
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
$sql$),
('UpdateMembershipKey', $sql$
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
$sql$),
('UpdateIAmAlivetimeKey', $sql$
  UPDATE cluster_silos SET alive_at = @IAmAliveTime
   WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$sql$),
-- 6 is dead: who is not declared dead may only be slow.
('CleanupDefunctSiloEntriesKey', $sql$
  DELETE FROM cluster_silos WHERE cluster = @DeploymentId AND status = 6 AND alive_at < @IAmAliveTime
$sql$),
('DeleteMembershipTableEntriesKey', $sql$
  DELETE FROM cluster_silos WHERE cluster = @DeploymentId;
  DELETE FROM cluster_versions WHERE cluster = @DeploymentId
$sql$),
('ReadFromStorageKey', $sql$
  SELECT state AS "PayloadBinary", version AS "Version" FROM grain_states
   WHERE key_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
     AND key IS NOT DISTINCT FROM @GrainIdExtensionString AND type = @GrainTypeString AND service = @ServiceId
$sql$),
-- Who read a version replaces that one; who found nothing adds the first. The answer is the new version, or, as the
-- sign that somebody else was here, the one that was brought along.
('WriteToStorageKey', $sql$
  WITH replaced AS (
    UPDATE grain_states SET state = @PayloadBinary, version = version + 1, changed_at = now()
     WHERE key_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
       AND key IS NOT DISTINCT FROM @GrainIdExtensionString AND type = @GrainTypeString AND service = @ServiceId
       AND version = CAST(@GrainStateVersion AS INTEGER)
    RETURNING version),
  added AS (
    INSERT INTO grain_states
           (service, type, type_hash, key, key_hash, key_n0, key_n1, version, state, changed_at)
    SELECT @ServiceId, @GrainTypeString, @GrainTypeHash, @GrainIdExtensionString, @GrainIdHash, @GrainIdN0,
           @GrainIdN1, 1, @PayloadBinary, now()
     WHERE CAST(@GrainStateVersion AS INTEGER) IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version)
  SELECT COALESCE((SELECT version FROM replaced), (SELECT version FROM added),
                  CAST(@GrainStateVersion AS INTEGER)) AS "NewGrainStateVersion"
$sql$),
-- The providers want it to be there. Nothing here clears a state: an erased list keeps its revision and its fence.
('ClearStorageKey', $sql$
  UPDATE grain_states SET state = NULL, version = version + 1, changed_at = now()
   WHERE key_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1
     AND key IS NOT DISTINCT FROM @GrainIdExtensionString AND type = @GrainTypeString AND service = @ServiceId
     AND version = @GrainStateVersion
  RETURNING version AS "NewGrainStateVersion"
$sql$);
