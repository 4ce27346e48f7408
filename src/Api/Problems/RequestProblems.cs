using System.Collections.Immutable;
using System.Text.Json;
using TaskActors.Api.Limits;

namespace TaskActors.Api.Problems;

/// <summary>What can be wrong with a request before an actor is asked.</summary>
internal static class RequestProblems
{
    private const string RuleBroken = "A rule is broken";

    public static Problem Forbidden { get; } =
        new(403, "forbidden", "Not yours", "The user id in the address is not the one of your token.");

    public static Problem ListNotFound { get; } =
        new(404, "not_found", "Not found", "A list is deleted at its address without a slash at the end.");

    public static Problem IfMatchMalformed { get; } =
        new(400, "if_match_malformed", "If-Match cannot be read",
            "If-Match must be *, or entity tags in double quotes, for example \"r42\".");

    public static Problem IdempotencyKeyMalformed { get; } =
        new(400, "idempotency_key_malformed", "Idempotency-Key cannot be read",
            "Idempotency-Key must be one key of 1 to 255 printable ASCII characters, quoted or bare.");

    public static Problem NotUtf8 { get; } =
        new(400, "json_unreadable", "JSON cannot be read", "The body is not valid UTF-8.");

    public static Problem BodyTooLarge(long bytesMax) =>
        new(413, "body_too_large", "Body too large", $"The body may have at most {bytesMax} bytes.");

    public static Problem BodyTooLarge() => BodyTooLarge(BodyLimit.Default.BytesMax);

    public static Problem TooMuchUnderWay { get; } =
        new(503, "queue_full", "Too many waiting requests",
            "Too much is sent or received at once. Nothing was changed; try again.")
        {
            RetryAfterSeconds = 1,
        };

    public static Problem UnsupportedMediaType(string expected) =>
        new(415, "unsupported_media_type", "Unsupported media type",
            $"The body must be {expected} in UTF-8, without a Content-Encoding.");

    public static Problem JsonUnreadable(JsonException error) =>
        new(400, "json_unreadable", "JSON cannot be read",
            $"The body is not valid JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}).");

    public static Problem HalfPair { get; } =
        new(400, "json_unreadable", "JSON cannot be read", "A text in the body has half of a surrogate pair.");

    public static Problem DuplicateMember(string member) =>
        new(400, "json_unreadable", "JSON cannot be read", $"The member '{member}' stands twice in the body.");

    public static Problem InvalidCursor { get; } = Invalid(
        "cursor_invalid", [new FieldError("?cursor", "The cursor belongs to another list, or was not made here.")]);

    public static Problem BodyNotObject { get; } =
        Invalid("body_invalid", [new FieldError("", "The body must be a JSON object.")]);

    /// <summary>Fields that break rules; the first one gives the code.</summary>
    public static Problem InvalidFields(ImmutableArray<FieldError> errors) =>
        Invalid($"{errors[0].Pointer.Split('/')[1]}_invalid", errors);

    /// <summary>One field that breaks a rule.</summary>
    public static Problem InvalidField(string pointer, string detail) =>
        InvalidFields([new FieldError(pointer, detail)]);

    /// <summary>The same problem of a part, said of the whole that it is a part of.</summary>
    public static Problem Inside(this Problem problem, string pointer) => problem with
    {
        Errors = [.. problem.Errors.Select(error => error with { Pointer = pointer + error.Pointer })],
    };

    /// <summary>The same problem of one of many, with its index.</summary>
    public static Problem Within(this Problem problem, string pointer, int index) =>
        problem.Inside(pointer) with { Index = index };

    /// <summary>Query parameters that break rules.</summary>
    public static Problem InvalidQuery(ImmutableArray<FieldError> errors) => Invalid("query_invalid", errors);

    private static Problem Invalid(string code, ImmutableArray<FieldError> errors) =>
        new(422, code, RuleBroken, errors[0].Detail) { Errors = errors };
}
