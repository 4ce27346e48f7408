using System.Text.Json;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Tasks.Binding;

/// <summary>What the platform's JSON reader throws for text that no string can hold, said as values.</summary>
internal static class JsonMembers
{
    /// <summary>Bounds the reader's stack; nothing that we understand nests deeper than two.</summary>
    public static JsonReaderOptions Options { get; } = new() { MaxDepth = 32 };

    /// <summary>The string at the reader, or false where an escape in it is half of a surrogate pair.</summary>
    public static bool TryGetText(ref Utf8JsonReader json, out string text)
    {
        try
        {
            text = json.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    /// <summary>Reads with the given reader; JSON that it cannot read is a problem of the request.</summary>
    public static Parsed<T> Read<T>(ReadOnlySpan<byte> body, JsonRead<T> read)
        where T : class
    {
        try
        {
            var json = new Utf8JsonReader(body, Options);
            return read(ref json);
        }
        catch (JsonException error)
        {
            return RequestProblems.JsonUnreadable(error);
        }
    }
}

/// <summary>Reads one value from JSON.</summary>
internal delegate Parsed<T> JsonRead<T>(ref Utf8JsonReader json)
    where T : class;
