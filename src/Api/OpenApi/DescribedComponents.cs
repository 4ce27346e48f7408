using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskActors.Api.OpenApi;

/// <summary>Gives the document its head, and everything that operations refer to.</summary>
internal sealed class DescribedComponents : IOpenApiDocumentTransformer
{
    private const string Resource = "TaskActors.Api.OpenApi.components.json";

    public async Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var described = await LoadAsync(cancellationToken);
        document.Info = described.Info;
        document.Tags = described.Tags;
        document.Components = described.Components;
        // Relative, so that it is right behind any proxy and under any name.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.RegisterComponents();
    }

    private static async Task<OpenApiDocument> LoadAsync(CancellationToken cancellation)
    {
        await using var resource = typeof(DescribedComponents).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The build has left out {Resource}.");
        using var bytes = new MemoryStream();
        await resource.CopyToAsync(bytes, cancellation);
        bytes.Position = 0;
        return OpenApiDocument.Load(bytes, "json").Document
            ?? throw new InvalidOperationException($"{Resource} cannot be read.");
    }
}
