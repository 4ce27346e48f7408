using System.Text.Unicode;
using Microsoft.Net.Http.Headers;
using TaskActors.Api.Limits;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Tasks.Binding;

/// <summary>
/// Takes a JSON body from the wire: kind, size and encoding are checked here, before anything is read in it.
/// </summary>
internal static class JsonBody
{
    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";

    /// <summary>The body, to be disposed of by the caller. One that may be missing is then of length 0.</summary>
    public static async ValueTask<Parsed<RequestBody>> ReadAsync(HttpContext context, bool mayBeEmpty = false)
    {
        var isExpected = IsExpected(context.Request);
        if (!isExpected && !mayBeEmpty)
        {
            return Unexpected(context.Request);
        }

        var (body, refusal) = await RequestBody.ReadAsync(context);
        if (body is null)
        {
            return refusal!;
        }

        var problem = !isExpected && body.Length > 0 ? Unexpected(context.Request)
            : !Utf8.IsValid(body.Bytes) ? RequestProblems.NotUtf8
            : null;
        if (problem is not null)
        {
            body.Dispose();
            return problem;
        }

        return body;
    }

    private static bool IsExpected(HttpRequest request) =>
        request.Headers.ContentEncoding.Count == 0
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (Is(type, Json) || (HttpMethods.IsPatch(request.Method) && Is(type, MergePatch)))
        && (!type.Charset.HasValue || IsUtf8(type));

    private static bool Is(MediaTypeHeaderValue type, string name) =>
        type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsUtf8(MediaTypeHeaderValue type) =>
        HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static Problem Unexpected(HttpRequest request) => RequestProblems.UnsupportedMediaType(
        HttpMethods.IsPatch(request.Method) ? $"{MergePatch} or {Json}" : Json);
}
