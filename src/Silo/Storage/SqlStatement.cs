using System.Data;
using System.Data.Common;
using System.Globalization;

namespace TaskActors.Storage;

/// <summary>
/// A statement that is prepared at its first run and used again; values go to parameters by their place.
/// </summary>
internal sealed class SqlStatement : IWriteStatement
{
    private readonly DbCommand _command;

    public SqlStatement(DbConnection connection, string text, params ReadOnlySpan<string> parameters)
    {
        _command = connection.CreateCommand();
        // Every text is a constant of this folder.
        _command.CommandText = text;
        foreach (var name in parameters)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = name;
            _command.Parameters.Add(parameter);
        }
    }

    /// <returns>How many rows it changed.</returns>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public int Write(params ReadOnlySpan<SqlValue> values)
    {
        for (var place = 0; place < values.Length; place++)
        {
            Bind(place, values[place].ToObject());
        }

        return _command.ExecuteNonQuery();
    }

    public Task RunAsync(CancellationToken cancellation) => _command.ExecuteNonQueryAsync(cancellation);

    /// <returns>The one number that it asks for.</returns>
    public long AskInteger() => Integer(_command.ExecuteScalar());

    /// <inheritdoc cref="AskInteger"/>
    public async Task<long> AskIntegerAsync(CancellationToken cancellation) =>
        Integer(await _command.ExecuteScalarAsync(cancellation));

    public Task<DbDataReader> ReadAsync(object[] values, CancellationToken cancellation)
    {
        Bind(values);
        return _command.ExecuteReaderAsync(cancellation);
    }

    public DbDataReader Read(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    public void Dispose() => _command.Dispose();

    private static long Integer(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var place = 0; place < values.Length; place++)
        {
            Bind(place, values[place]);
        }
    }

    private void Bind(int place, object? value)
    {
        var parameter = _command.Parameters[place];
        if (value is null)
        {
            // Every value that may be absent is a text; without saying so, a server would prepare the statement once
            // more for each combination of absent values.
            parameter.DbType = DbType.String;
        }

        parameter.Value = value ?? DBNull.Value;
    }
}
