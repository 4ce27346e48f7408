using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskActors.Api.OpenApi;

/// <summary>Fills each operation of the document from the description that its endpoint carries.</summary>
internal sealed class DescribedOperations : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<OperationDescription>().LastOrDefault() is { } description)
        {
            var isHead = HttpMethods.IsHead(context.Description.HttpMethod ?? "");
            var path = metadata.OfType<TasksRoot>().LastOrDefault();
            Fill(operation, description, path, context.Document!);
            operation.OperationId = description.Id + path?.Suffix + (isHead ? "Head" : "");
            operation.Responses = Responses(description, path, isHead, context.Document!);
        }

        return Task.CompletedTask;
    }

    private static void Fill(
        OpenApiOperation operation, OperationDescription description, TasksRoot? path, OpenApiDocument document)
    {
        operation.Summary = description.Summary;
        operation.Description = description.Description;
        operation.Tags = new HashSet<OpenApiTagReference> { new(description.Tag, document) };
        string[] ofPath = path is { NamesUser: true } ? ["UserId"] : [];
        operation.Parameters =
            [.. ofPath.Concat(description.Parameters).Select(name => new OpenApiParameterReference(name, document))];
        operation.RequestBody = description.RequestBody is { } body
            ? new OpenApiRequestBodyReference(body, document)
            : null;
        operation.Security = description.NeedsToken
            ? [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }]
            : [];
    }

    private static OpenApiResponses Responses(
        OperationDescription description, TasksRoot? path, bool isHead, OpenApiDocument document)
    {
        var responses = new OpenApiResponses();
        foreach (var (status, name) in description.Responses)
        {
            if (status != StatusCodes.Status403Forbidden || path is { NamesUser: true })
            {
                responses[status.ToString(CultureInfo.InvariantCulture)] = isHead
                    ? new OpenApiResponse { Description = "The headers of GET, without its body." }
                    : new OpenApiResponseReference(name, document);
            }
        }

        return responses;
    }
}
