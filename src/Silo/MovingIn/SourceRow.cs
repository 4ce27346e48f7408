using System.Data.Common;

namespace TaskActors.MovingIn;

/// <summary>One row of the source, every value as text or null.</summary>
internal sealed class SourceRow
{
    private readonly string?[] _values;

    private SourceRow(string?[] values) => _values = values;

    public string? this[SourceField field] => _values[SourceFields.All.IndexOf(field)];

    /// <summary>Takes the row that the reader stands on; columns as in <see cref="SourceTable.Select"/>.</summary>
    public static SourceRow Read(DbDataReader row)
    {
        var values = new string?[SourceFields.All.Length];
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = row.IsDBNull(at) ? null : row.GetString(at);
        }

        return new SourceRow(values);
    }
}
