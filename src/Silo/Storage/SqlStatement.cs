using System.Data.Common;
using System.Globalization;

namespace TaskActors.Storage;

/// <summary>
/// A statement that is prepared at its first run and used again; values go to parameters by their place.
/// </summary>
internal sealed class SqlStatement : IDisposable
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

    /// <returns>The one number that it asks for.</returns>
    public long AskInteger() => Convert.ToInt64(_command.ExecuteScalar(), CultureInfo.InvariantCulture);

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

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var place = 0; place < values.Length; place++)
        {
            _command.Parameters[place].Value = values[place] ?? DBNull.Value;
        }
    }
}
