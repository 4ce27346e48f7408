using System.Text.Json;
using System.Text.Unicode;

namespace TaskActors.Api.Auth;

/// <summary>
/// Reads the JSON of a token so that there is only one way to understand it: two readers that disagree on which of two
/// equal members counts are how forged tokens get through.
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new()
    {
        // Also equal names that are spelt differently, and at every depth.
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = 32,
    };

    /// <summary>
    /// The object, or null: not exactly one, not valid UTF-8, a byte order mark, members that stand twice.
    /// </summary>
    public static JsonDocument? TryReadObject(ReadOnlyMemory<byte> bytes)
    {
        // The parser looks at the bytes of a text only when it is asked for: here all of them are.
        if (!Utf8.IsValid(bytes.Span))
        {
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(bytes, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second is thrown for half a surrogate pair in a member's name.
            return null;
        }
    }

    /// <summary>The text of an element; null if it is none, or has half of a surrogate pair.</summary>
    public static string? TextOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The text of a member; null if there is none.</summary>
    public static string? FindText(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) ? TextOf(member) : null;
}
