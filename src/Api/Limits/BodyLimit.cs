using Microsoft.AspNetCore.Http.Metadata;

namespace TaskActors.Api.Limits;

/// <summary>How large a request's body may be: metadata of routes that take more than the default.</summary>
internal sealed record BodyLimit(int BytesMax) : IRequestSizeLimitMetadata
{
    /// <summary>What any route takes that says nothing else.</summary>
    public static BodyLimit Default { get; } = new(64 * 1_024);

    public static BodyLimit Batch { get; } = new(2 * 1_024 * 1_024);

    public static BodyLimit Import { get; } = new(32 * 1_024 * 1_024);

    /// <summary>
    /// What the server lets through. It counts the framing of chunks too, which is no part of the body; the body itself
    /// is counted where it is read.
    /// </summary>
    public long? MaxRequestBodySize => 2L * BytesMax;

    public static BodyLimit Of(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>() ?? Default;
}
