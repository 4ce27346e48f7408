using System.Data.Common;
using System.Runtime.CompilerServices;

namespace TaskActors.MovingIn;

/// <summary>Reads the source one user after the other, so that memory holds one of them.</summary>
internal sealed class SourceUsers(SourceDatabase source, MovingInOptions options, TimeProvider time)
{
    /// <summary>All users; <paramref name="onTable"/> hears once what is read.</summary>
    /// <exception cref="SetupException">The source cannot be read, or not any longer.</exception>
    public async IAsyncEnumerable<SourceUser> ReadAsync(
        Action<SourceTable> onTable, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await source.OpenAsync(cancellation);
        var table = await GuardAsync(SourceTable.FindAsync(source, connection, options, cancellation));
        onTable(table);
        await using var command = connection.CreateCommand();
        command.CommandText = table.Select;
        await using var rows = await GuardAsync(command.ExecuteReaderAsync(cancellation));
        var now = Instants.ToMicroseconds(time.GetUtcNow());
        SourceUser? user = null;
        while (await GuardAsync(NextAsync(rows, cancellation)) is { } row)
        {
            var subject = row[SourceFields.User];
            if (user is not null && !string.Equals(user.Subject, subject, StringComparison.Ordinal))
            {
                yield return user;
                user = null;
            }

            user ??= new SourceUser(subject, options);
            user.Add(row, now);
        }

        if (user is not null)
        {
            yield return user;
        }
    }

    private static async Task<SourceRow?> NextAsync(DbDataReader rows, CancellationToken cancellation) =>
        await rows.ReadAsync(cancellation) ? SourceRow.Read(rows) : null;

    private async Task<TResult> GuardAsync<TResult>(Task<TResult> reading)
    {
        try
        {
            return await reading;
        }
        catch (Exception failure) when (SourceDatabase.IsFailure(failure))
        {
            throw source.Unreadable(failure);
        }
    }
}
