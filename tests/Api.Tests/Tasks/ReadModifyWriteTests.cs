using System.Globalization;
using System.Net;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

[Collection(ApiTests.Name)]
public sealed class ReadModifyWriteTests(ApiServer server)
{
    private const int Clients = 50;
    private const int Rounds = 3;

    [Fact]
    public async Task No_update_is_lost_among_fifty_who_read_change_and_write_one_task()
    {
        var user = ApiServer.NewUser();
        using var client = server.ClientOf(user);
        await client.AddAsync("""{"title": "counter", "description": "0"}""");

        var counts = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => CountUpAsync(user)));

        var final = await client.GetJsonAsync("/api/tasks/1");
        Assert.Equal(counts.Sum().ToString(CultureInfo.InvariantCulture), final.Text("description"));
        Assert.InRange(counts.Sum(), 1, (Clients * Rounds) - 1);
    }

    private async Task<int> CountUpAsync(string user)
    {
        using var client = server.ClientOf(user);
        var written = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var seen = await client.SendAsync("GET", "/api/tasks/1");
            var value = int.Parse((await seen.BodyAsync()).Text("description")!, CultureInfo.InvariantCulture);
            var response = await client.SendAsync(
                "PATCH", "/api/tasks/1", $$"""{"description": "{{value + 1}}"}""", ("If-Match", seen.Header("ETag")));
            if (response.StatusCode == HttpStatusCode.OK)
            {
                written++;
                continue;
            }

            var problem = await response.BodyAsync(HttpStatusCode.PreconditionFailed);
            var current = problem.GetProperty("current");
            Assert.NotEqual(seen.Header("ETag"), $"\"r{current.Number("rev")}\"", StringComparer.Ordinal);
            Assert.True(int.Parse(current.Text("description")!, CultureInfo.InvariantCulture) > value);
        }

        return written;
    }
}
