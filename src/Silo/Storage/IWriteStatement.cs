namespace TaskActors.Storage;

/// <summary>A statement that changes rows, prepared once and run many times.</summary>
internal interface IWriteStatement : IDisposable
{
    /// <param name="values">Of its parameters, in the order in which they were named.</param>
    /// <returns>How many rows it changed.</returns>
    /// <exception cref="System.Data.Common.DbException">The database refuses it.</exception>
    int Write(params ReadOnlySpan<SqlValue> values);
}
