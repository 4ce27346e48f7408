using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TaskActors.Storage;

/// <summary>
/// A statement that changes rows, without the layers of ADO.NET: those look every parameter up by its name at each run,
/// and make a reader for rows that do not come. Only to be run in a transaction that may write: nothing in it has to
/// wait for a lock.
/// </summary>
internal sealed class SqliteStatement : IWriteStatement
{
    /// <summary>How many bytes of a text are turned into UTF-8 on the stack.</summary>
    private const int StackBytesMax = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>The place of each parameter in the statement, counted from 1.</summary>
    private readonly int[] _places;

    public SqliteStatement(SqliteConnection connection, string text, params ReadOnlySpan<string> parameters)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v3(_database, text, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _places = new int[parameters.Length];
        for (var index = 0; index < parameters.Length; index++)
        {
            _places[index] = raw.sqlite3_bind_parameter_index(_statement, parameters[index]);
        }
    }

    /// <inheritdoc/>
    public int Write(params ReadOnlySpan<SqlValue> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            Check(Bind(_places[index], values[index]));
        }

        var result = raw.sqlite3_step(_statement);
        var changed = raw.sqlite3_changes(_database);
        // In any case, and before the error is told: a statement that is not at rest would hold the transaction open.
        var reset = raw.sqlite3_reset(_statement);
        Check(result == raw.SQLITE_DONE ? reset : result);
        return changed;
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int place, SqlValue value) => value switch
    {
        { IsNumber: true } => raw.sqlite3_bind_int64(_statement, place, value.Number),
        { Text: { } text } => BindText(place, text),
        _ => raw.sqlite3_bind_null(_statement, place),
    };

    private int BindText(int place, string text)
    {
        var bytesMax = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = null;
        var bytes = bytesMax <= StackBytesMax
            ? stackalloc byte[StackBytesMax]
            : rented = ArrayPool<byte>.Shared.Rent(bytesMax);
        var length = Encoding.UTF8.GetBytes(text, bytes);
        // It is copied before this returns.
        var result = raw.sqlite3_bind_text(_statement, place, bytes[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return result;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }
}
