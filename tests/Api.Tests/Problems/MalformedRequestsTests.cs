using System.Collections.Concurrent;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Problems;

/// <summary>
/// Requests that nobody should send, by the thousand: none may be a 500, and the server stays as it was.
/// </summary>
[Collection(ApiTests.Name)]
public sealed class MalformedRequestsTests(ApiServer server)
{
    private const int Requests = 5_000;
    private const int Seed = 4_711;

    /// <summary>Where more was announced than is sent, the server waits for it, and the test does not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task No_malformed_request_is_a_500_and_nothing_is_lost()
    {
        var user = ApiServer.NewUser();
        using var bystander = server.ClientOfNewUser("bystander");
        await bystander.AddAsync("""{"title": "stays"}""");
        var statuses = new ConcurrentDictionary<int, int>();
        var generated = new MalformedRequests(server.BaseAddress, ApiServer.TokenFor(user), Seed).Take(Requests);

        await Parallel.ForEachAsync(
            generated.ToList(), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (request, _) =>
        {
            var answer = await RawHttp.SendAsync(server.BaseAddress, request, Patience);
            statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
            Assert.True(answer.Status < 500, request + "\n→\n" + answer.Head + answer.Body);
        });

        var counts = string.Join(' ', statuses);
        Assert.Equal(Requests, statuses.Values.Sum());
        int[] refusals = [400, 401, 403, 404, 405, 412, 413, 415, 422];
        Assert.All(refusals, status => Assert.True(statuses.ContainsKey(status), counts));
        Assert.True(statuses.GetValueOrDefault(0) < Requests / 5, counts);
        using var client = server.ClientOf(user);
        await client.GetJsonAsync("/api/tasks");
        Assert.Equal(["stays"], await bystander.TitlesAsync("/api/tasks"));
        Assert.Equal("alive\n", await server.HttpClient.GetStringAsync("/livez"));
        Assert.DoesNotContain("fail:", server.Output, StringComparison.Ordinal);
    }
}
