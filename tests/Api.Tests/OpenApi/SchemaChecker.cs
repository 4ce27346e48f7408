using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaskActors.Tests.OpenApi;

/// <summary>
/// Checks JSON against the schemas of an OpenAPI 3.1 document: the keywords that ours uses, and no others, so that none
/// is passed over in silence. A member that no schema names is an error: the document is meant to be complete.
/// </summary>
internal sealed class SchemaChecker(JsonElement document)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly string[] Silent = ["description", "examples", "example", "title"];

    public IEnumerable<string> Check(JsonElement schema, JsonElement value, string at = "$")
    {
        schema = Resolve(schema);
        return schema.EnumerateObject().SelectMany(keyword => Check(schema, keyword, value, at));
    }

    /// <summary>Follows a reference within the document.</summary>
    public JsonElement Resolve(JsonElement element)
    {
        while (element.TryGetProperty("$ref", out var reference))
        {
            element = reference.GetString()!.Split('/').Skip(1).Aggregate(document, (at, name) => at.GetProperty(name));
        }

        return element;
    }

    private IEnumerable<string> Check(JsonElement schema, JsonProperty keyword, JsonElement value, string at) =>
        keyword.Name switch
        {
            _ when Silent.Contains(keyword.Name) => [],
            "type" => When(!Types(keyword.Value).Any(type => IsOf(type, value)), $"{at} is no {keyword.Value}"),
            "properties" => Members(keyword.Value, value, at),
            "required" => Missing(keyword.Value, value).Select(name => $"{at} has no {name}"),
            "items" => Items(keyword.Value, value, at),
            "anyOf" => AnyOf(keyword.Value, value, at),
            "enum" => When(!Same(keyword.Value, value), $"{at} is none of {keyword.Value}"),
            "format" => When(!HasFormat(keyword.Value.GetString()!, value), $"{at} is no {keyword.Value}: {value}"),
            "pattern" => When(IsText(value) && !Matches(keyword.Value, value), $"{at} does not match: {value}"),
            "uniqueItems" => When(HasDuplicates(value), $"{at} has duplicates"),
            _ => When(IsOutOfBounds(keyword, value), $"{at} breaks {keyword.Name} {keyword.Value}"),
        };

    private static bool IsOutOfBounds(JsonProperty keyword, JsonElement value) => keyword.Name switch
    {
        "minimum" => IsNumber(value) && value.GetDecimal() < keyword.Value.GetDecimal(),
        "maximum" => IsNumber(value) && value.GetDecimal() > keyword.Value.GetDecimal(),
        "minLength" => IsText(value) && Length(value) < keyword.Value.GetInt32(),
        "maxLength" => IsText(value) && Length(value) > keyword.Value.GetInt32(),
        "minItems" => IsArray(value) && value.GetArrayLength() < keyword.Value.GetInt32(),
        "maxItems" => IsArray(value) && value.GetArrayLength() > keyword.Value.GetInt32(),
        _ => throw new NotSupportedException($"The schema says '{keyword.Name}', which nobody checks."),
    };

    private IEnumerable<string> Members(JsonElement properties, JsonElement value, string at) =>
        value.ValueKind != JsonValueKind.Object ? [] : value.EnumerateObject().SelectMany(member =>
            properties.TryGetProperty(member.Name, out var schema)
                ? Check(schema, member.Value, $"{at}.{member.Name}")
                : [$"{at} has an undocumented member {member.Name}"]);

    private IEnumerable<string> Items(JsonElement schema, JsonElement value, string at) =>
        IsArray(value) ? value.EnumerateArray().SelectMany((item, index) => Check(schema, item, $"{at}[{index}]")) : [];

    private IEnumerable<string> AnyOf(JsonElement schemas, JsonElement value, string at) =>
        When(!schemas.EnumerateArray().Any(schema => !Check(schema, value, at).Any()), $"{at} fits none of anyOf");

    private static IEnumerable<string> Missing(JsonElement required, JsonElement value) =>
        value.ValueKind != JsonValueKind.Object ? [] : required.EnumerateArray().Select(name => name.GetString()!)
            .Where(name => !value.TryGetProperty(name, out _));

    private static IEnumerable<string> When(bool isWrong, string what) => isWrong ? [what] : [];

    private static IEnumerable<string> Types(JsonElement type) =>
        IsArray(type) ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => IsArray(value),
        "string" => IsText(value),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => IsNumber(value) && value.TryGetInt64(out _),
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new NotSupportedException($"The schema says type '{type}', which nobody checks."),
    };

    private static bool HasFormat(string format, JsonElement value) => format switch
    {
        _ when value.ValueKind == JsonValueKind.Null => true,
        "date-time" => IsMatch(value, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"),
        "uri" => Uri.TryCreate(value.GetString(), UriKind.Absolute, out _),
        "int32" => value.TryGetInt32(out _),
        "int64" => value.TryGetInt64(out _),
        _ => throw new NotSupportedException($"The schema says format '{format}', which nobody checks."),
    };

    private static bool Same(JsonElement choices, JsonElement value) =>
        choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value));

    private static bool Matches(JsonElement pattern, JsonElement value) =>
        IsMatch(value, pattern.GetString()!);

    private static bool IsMatch(JsonElement text, string pattern) =>
        Regex.IsMatch(text.GetString()!, pattern, RegexOptions.ExplicitCapture, Patience);

    private static bool HasDuplicates(JsonElement value) =>
        IsArray(value) && value.EnumerateArray().DistinctBy(item => item.GetRawText(), StringComparer.Ordinal).Count()
            < value.GetArrayLength();

    private static int Length(JsonElement text) => text.GetString()!.EnumerateRunes().Count();

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;

    private static bool IsArray(JsonElement value) => value.ValueKind == JsonValueKind.Array;
}
