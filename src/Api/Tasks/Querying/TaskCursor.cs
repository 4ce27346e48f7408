using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TaskActors.Api.Tasks.Querying;

/// <summary>
/// Where the next page begins, as text for a link. A hash binds it to user, filter and sort: used elsewhere it would
/// silently skip tasks. It is no secret and no permission, since it can only ever point into the caller's own list.
/// </summary>
internal static class TaskCursor
{
    private const int HashLength = 16;
    private const int NumbersLength = 2 * sizeof(long);

    public static string Write(TaskPosition position, UserId user, TaskQuery query)
    {
        var text = position.Text is null ? [] : Encoding.UTF8.GetBytes(position.Text);
        var bytes = new byte[HashLength + NumbersLength + text.Length];
        Hash(user, query).CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(HashLength), position.Number);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(HashLength + sizeof(long)), position.Id.Value);
        text.CopyTo(bytes, HashLength + NumbersLength);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The position, or null when the cursor is not one, or not of this list.</summary>
    public static TaskPosition? Read(string cursor, UserId user, TaskQuery query)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(cursor.Length)];
        if (Base64Url.DecodeFromChars(cursor, bytes, out _, out var length) != OperationStatus.Done
            || length < HashLength + NumbersLength
            || !bytes.AsSpan(0, HashLength).SequenceEqual(Hash(user, query)))
        {
            return null;
        }

        var number = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(HashLength));
        var id = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(HashLength + sizeof(long)));
        var text = query.Sort.Key == TaskSortKey.Title
            ? Encoding.UTF8.GetString(bytes, HashLength + NumbersLength, length - HashLength - NumbersLength)
            : null;
        return new TaskPosition(number, text, new TaskId(id));
    }

    private static byte[] Hash(UserId user, TaskQuery query)
    {
        var filter = query.Filter;
        var words = string.Join('\0', [
            user.Key,
            $"{query.Sort.Key} {query.Sort.Descending} {filter.Completed} {filter.Priority}",
            string.Create(CultureInfo.InvariantCulture, $"{filter.DueBefore?.Ticks} {filter.DueAfter?.Ticks}"),
            $"{filter.Text?.Length} {filter.Text}",
            .. filter.Tags.Select(tag => $"{tag.Length} {tag}"),
        ]);
        return SHA256.HashData(Encoding.UTF8.GetBytes(words))[..HashLength];
    }
}
