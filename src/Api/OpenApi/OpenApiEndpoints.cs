using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace TaskActors.Api.OpenApi;

/// <summary>The description of the API, and a page to try it. Neither needs a token.</summary>
internal static class OpenApiEndpoints
{
    private const string Address = "/openapi/" + ApiDocument.Name + ".json";
    private const string Docs = "docs";

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddApiDocument(this IServiceCollection services)
    {
        services.AddSingleton<ApiDocument>();
        return services.AddOpenApi(ApiDocument.Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddOperationTransformer<DescribedOperations>();
            options.AddDocumentTransformer<DescribedComponents>();
        });
    }

    public static void MapApiDocument(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(Address, Read, DocumentAsync).ExcludeFromDescription();

    /// <summary>
    /// A room of its own: the page's middleware would match patterns against every other request too.
    /// </summary>
    public static void UseDocsPage(this IApplicationBuilder app) => app.UseWhen(
        static context => context.Request.Path.StartsWithSegments("/" + Docs, StringComparison.OrdinalIgnoreCase),
        static docs => docs.UseSwaggerUI(page =>
        {
            page.RoutePrefix = Docs;
            page.DocumentTitle = "TaskActors";
            // Relative to the page, so that it is found behind a proxy that adds a path.
            page.SwaggerEndpoint(".." + Address, "TaskActors");
        }));

    /// <summary>Says what the document shall tell of an endpoint.</summary>
    public static void Describe(this IEndpointConventionBuilder endpoint, OperationDescription description) =>
        endpoint.WithMetadata(description);

    private static async Task<FileContentHttpResult> DocumentAsync(
        ApiDocument document, CancellationToken cancellation) =>
        TypedResults.Bytes(await document.RenderAsync(cancellation), "application/json");
}
