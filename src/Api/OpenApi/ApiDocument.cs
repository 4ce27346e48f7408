using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskActors.Api.OpenApi;

/// <summary>The rendered OpenAPI document, made once: anybody may ask for it, so asking must cost nothing.</summary>
internal sealed class ApiDocument([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider provider)
{
    public const string Name = "v1";

    private volatile byte[]? _rendered;

    public async Task<byte[]> RenderAsync(CancellationToken cancellation)
    {
        if (_rendered is { } before)
        {
            return before;
        }

        // Two first callers render the same bytes twice; neither waits for the other.
        var document = await provider.GetOpenApiDocumentAsync(cancellation);
        using var bytes = new MemoryStream();
        await document.SerializeAsync(bytes, OpenApiSpecVersion.OpenApi3_1, "json", cancellation);
        return _rendered = bytes.ToArray();
    }
}
