using System.Text.Json;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Tasks.Binding;

/// <summary>
/// Reads a body that holds many tasks or operations: the whole as a document, its parts by the readers of single tasks.
/// </summary>
internal static class JsonParts
{
    /// <summary>Reads with the given reader; JSON that it cannot read is a problem of the request.</summary>
    public static Parsed<T> Read<T>(ReadOnlySpan<byte> body, Func<JsonElement, Parsed<T>> read)
        where T : class
    {
        try
        {
            var json = new Utf8JsonReader(body, JsonMembers.Options);
            using var document = JsonDocument.ParseValue(ref json);
            // ParseValue stops after the value; what follows it may only be white space.
            json.Read();
            return read(document.RootElement);
        }
        catch (JsonException error)
        {
            return RequestProblems.JsonUnreadable(error);
        }
        catch (InvalidOperationException)
        {
            // The platform's answer to a text that no string can hold.
            return RequestProblems.HalfPair;
        }
    }

    /// <summary>
    /// The members with these names, in their order; a missing one is undefined. One that stands twice is a problem.
    /// </summary>
    public static Parsed<JsonElement[]> Take(JsonElement json, params ReadOnlySpan<string> names)
    {
        var members = new JsonElement[names.Length];
        foreach (var member in json.EnumerateObject())
        {
            var at = names.IndexOf(member.Name);
            if (at < 0)
            {
                continue;
            }

            if (members[at].ValueKind != JsonValueKind.Undefined)
            {
                return RequestProblems.DuplicateMember(names[at]);
            }

            members[at] = member.Value;
        }

        return members;
    }
}
