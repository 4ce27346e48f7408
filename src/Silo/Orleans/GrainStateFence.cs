using Npgsql;
using TaskActors.Storage;

namespace TaskActors.Cluster;

/// <summary>Raises the numbers in the states of Orleans' grain storage, where no silo runs.</summary>
internal static class GrainStateFence
{
    /// <summary>What <see cref="UserStateSerializer"/> writes, as PostgreSQL reads it.</summary>
    private const string State = "convert_from(state, 'UTF8')::jsonb";

    public static bool HasStates(NpgsqlConnection connection) => SqlText.Scalar(
        connection, $"SELECT to_regclass('{PostgresConnections.Schema}.grain_states') IS NOT NULL") == "True";

    /// <summary>The greatest revision or next id of all states.</summary>
    public static long Greatest(NpgsqlConnection connection) => SqlText.Number(
        connection,
        $"SELECT COALESCE(max(GREATEST(({State} ->> 'rev')::bigint, ({State} ->> 'next_id')::bigint)), 0) "
        + "FROM grain_states");

    /// <returns>How many states were raised.</returns>
    public static long Raise(NpgsqlConnection connection, string by) => SqlText.Execute(
        connection,
        $"""
        UPDATE grain_states SET version = version + 1, changed_at = now(), state = convert_to((
          SELECT old || jsonb_build_object(
                   'rev', (old ->> 'rev')::bigint + {by},
                   'next_id', (old ->> 'next_id')::bigint + {by},
                   'floor', (old ->> 'floor')::bigint + {by},
                   'tombstones', (
                     SELECT COALESCE(jsonb_agg(
                              one || jsonb_build_object('rev', (one ->> 'rev')::bigint + {by}) ORDER BY place), '[]')
                       FROM jsonb_array_elements(old -> 'tombstones') WITH ORDINALITY AS each (one, place)))
            FROM (SELECT {State} AS old) AS read)::text, 'UTF8')
         WHERE state IS NOT NULL
        """,
        secondsMax: 0);
}
