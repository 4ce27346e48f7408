using System.Text.Json;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.OpenApi;

[Collection(ApiTests.Name)]
public sealed class ApiDocumentTests(ApiServer server)
{
    [Fact]
    public async Task The_document_is_OpenAPI_3_1_and_describes_all_three_bases()
    {
        var document = await server.HttpClient.GetJsonAsync("/openapi/v1.json");

        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name);
        Assert.StartsWith("3.1", document.Text("openapi"), StringComparison.Ordinal);
        Assert.Equal(
            [
                "/api/me",
                .. new[] { "/api/me/tasks", "/api/tasks", "/api/{user_id}/tasks" }.SelectMany(PathsBelow),
                "/livez", "/readyz",
            ],
            paths.Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public async Task Every_reference_leads_somewhere_and_every_component_is_used()
    {
        var document = await server.HttpClient.GetJsonAsync("/openapi/v1.json");

        var references = References(document).ToHashSet(StringComparer.Ordinal);

        var components = document.GetProperty("components").EnumerateObject()
            .Where(kind => kind.Name != "securitySchemes")
            .SelectMany(kind => kind.Value.EnumerateObject().Select(one => $"#/components/{kind.Name}/{one.Name}"))
            .ToHashSet(StringComparer.Ordinal);
        Assert.All(references, name => Assert.Contains(name, components));
        Assert.All(components, name => Assert.Contains(name, references));
    }

    [Fact]
    public async Task Every_operation_has_an_id_of_its_own_a_summary_and_described_answers()
    {
        var document = await server.HttpClient.GetJsonAsync("/openapi/v1.json");
        var schemas = new SchemaChecker(document);
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value).ToList();

        var ids = operations.Select(operation => operation.Text("operationId")).ToList();

        Assert.Equal(61, operations.Count);
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(operations, operation => Assert.NotEmpty(operation.Text("summary")!));
        Assert.All(
            operations.SelectMany(operation => operation.GetProperty("responses").EnumerateObject()),
            response => Assert.NotEmpty(schemas.Resolve(response.Value).Text("description")!));
    }

    [Fact]
    public async Task Everything_under_api_needs_a_token_in_the_document_too()
    {
        var document = await server.HttpClient.GetJsonAsync("/openapi/v1.json");

        var unprotected = document.GetProperty("paths").EnumerateObject()
            .Where(path => path.Value.EnumerateObject().Any(operation =>
                !operation.Value.TryGetProperty("security", out var security) || security.GetArrayLength() == 0))
            .Select(path => path.Name).ToArray();

        Assert.Equal(["/livez", "/readyz"], unprotected.Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public async Task The_examples_keep_the_rules_that_they_illustrate()
    {
        var document = await server.HttpClient.GetJsonAsync("/openapi/v1.json");
        var checker = new SchemaChecker(document);

        var wrong = document.GetProperty("components").GetProperty("schemas").EnumerateObject()
            .Where(schema => schema.Value.TryGetProperty("examples", out _))
            .SelectMany(schema => schema.Value.GetProperty("examples").EnumerateArray()
                .SelectMany(example => checker.Check(schema.Value, example)));

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task The_page_to_try_it_is_there_without_a_token()
    {
        using var client = new HttpClient { BaseAddress = server.BaseAddress };

        var page = await client.GetStringAsync("/docs/");
        var script = await client.GetStringAsync("/docs/index.js");

        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
        Assert.Contains("../openapi/v1.json", page + script, StringComparison.Ordinal);
    }

    private static IEnumerable<string> PathsBelow(string tasks) =>
        new[] { "", "/batch", "/changes", "/events", "/export", "/import", "/{id}", "/{id}/complete" }
            .Select(path => tasks + path);

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        _ => [],
    };
}
