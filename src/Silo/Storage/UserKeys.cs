using System.Text;

namespace TaskActors.Storage;

/// <summary>Keeps users apart whose keys a database could take for the same text.</summary>
internal static class UserKeys
{
    /// <summary>
    /// Refuses a key that does not survive the way into a database and back: NUL ends a text, and halves of surrogate
    /// pairs all become the same replacement character. No verified token has such a subject; if one ever did, two
    /// users would share their rows.
    /// </summary>
    public static void RequireFaithful(UserId user)
    {
        var key = user.Key.AsSpan();
        while (!key.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(key, out var rune, out var length) != System.Buffers.OperationStatus.Done
                || rune.Value == 0)
            {
                throw new ArgumentException("A user's key has a character that no database keeps.", nameof(user));
            }

            key = key[length..];
        }
    }
}
