using System.Text.Json.Nodes;
using TaskActors.Testing;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Web;

/// <summary>web/openapi.json, from which every build of the pages makes its types.</summary>
public sealed class OpenApiDocumentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_document_that_the_pages_are_typed_from_is_the_one_that_the_API_serves()
    {
        await using var api = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path });
        using var client = api.NewClient();
        var served = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"));
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("web/openapi.json")));

        Assert.True(
            JsonNode.DeepEquals(served, kept),
            "web/openapi.json is old: start the API and fetch it anew with curl http://localhost:8000/openapi/v1.json");
    }
}
