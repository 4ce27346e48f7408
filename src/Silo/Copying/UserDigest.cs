using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TaskActors.Copying;

/// <summary>What all rows of one user are, as a number of each table's rows and one hash over every value.</summary>
/// <param name="Rows">In the order of <see cref="CopiedTable.All"/>.</param>
/// <param name="Hash">SHA-256, in hexadecimal.</param>
internal sealed record UserDigest(ImmutableArray<long> Rows, string Hash)
{
    public bool IsSameAs(UserDigest other) => Hash == other.Hash && Rows.SequenceEqual(other.Rows);

    /// <summary>Adds rows up to a digest; what it hashes is the same from whichever database they come.</summary>
    internal sealed class Builder : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly List<long> _rows = [];

        public void BeginTable(CopiedTable table)
        {
            _rows.Add(0);
            Add(table.Name);
        }

        public void AddRow(object?[] values)
        {
            _rows[^1]++;
            foreach (var value in values)
            {
                Add(value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture));
            }
        }

        public UserDigest End() => new([.. _rows], Convert.ToHexStringLower(_hash.GetHashAndReset()));

        public void Dispose() => _hash.Dispose();

        /// <summary>With its length before it, so that no two lists of values look alike.</summary>
        private void Add(string? value)
        {
            Span<byte> length = stackalloc byte[sizeof(int)];
            var bytes = value is null ? null : Encoding.UTF8.GetBytes(value);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes?.Length ?? -1);
            _hash.AppendData(length);
            _hash.AppendData(bytes ?? []);
        }
    }

    /// <summary>The values of the row that a reader stands on; numbers and texts, or null.</summary>
    public static object?[] ValuesOf(DbDataReader row)
    {
        var values = new object?[row.FieldCount];
        for (var column = 0; column < values.Length; column++)
        {
            values[column] = row.IsDBNull(column) ? null : row.GetValue(column);
        }

        return values;
    }
}
