using System.Net;
using System.Net.Sockets;
using System.Text;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Problems;

/// <summary>Clients that go away in the middle of a request or of its answer, while others work.</summary>
[Collection(ApiTests.Name)]
public sealed class LeavingClientsTests(ApiServer server)
{
    private const int Leavers = 400;
    private const int Writes = 60;

    [Fact]
    public async Task Clients_that_disconnect_at_random_trouble_nobody_else()
    {
        var shared = ApiServer.NewUser("shared");
        string[] users = [shared, ApiServer.NewUser("bystander"), ApiServer.NewUser("bystander")];
        var leaving = LeaveAsync(ApiServer.TokenFor(shared));

        var statuses = await Task.WhenAll(users.Select(WriteAsync));
        await leaving;

        Assert.All(statuses.SelectMany(all => all), status => Assert.Equal(HttpStatusCode.Created, status));
        foreach (var user in users)
        {
            using var client = server.ClientOf(user);
            var titles = await client.TitlesAsync("/api/tasks");
            Assert.Equal(Writes, titles.Count(title => title.StartsWith("stays", StringComparison.Ordinal)));
            // Whoever left before the answer may have written; whoever asked whole and once, at most once.
            Assert.Equal(titles.Length, titles.Distinct(StringComparer.Ordinal).Count());
        }

        Assert.DoesNotContain("fail:", server.Output, StringComparison.Ordinal);
    }

    private async Task<List<HttpStatusCode>> WriteAsync(string user)
    {
        using var client = server.ClientOf(user);
        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < Writes; number++)
        {
            using var response = await client.SendAsync("POST", "/api/tasks", $$"""{"title": "stays {{number}}"}""");
            statuses.Add(response.StatusCode);
        }

        return statuses;
    }

    private async Task LeaveAsync(string token)
    {
        var random = new Random(4_712);
        var plans = Enumerable.Range(0, Leavers)
            .Select(number => (Number: number, Share: random.NextDouble() * 1.5, Pause: random.Next(4))).ToList();
        var together = new ParallelOptions { MaxDegreeOfParallelism = 6 };
        await Parallel.ForEachAsync(plans, together, async (plan, cancellation) =>
        {
            var body = $$"""{"title": "left {{plan.Number}}"}""";
            var (method, path) = plan.Number % 3 == 0 ? ("GET", "/api/tasks") : ("POST", "/api/tasks");
            var request = Encoding.UTF8.GetBytes(
                $"{method} {path} HTTP/1.1\r\nHost: {server.BaseAddress.Authority}\r\nAuthorization: Bearer {token}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            using var socket = new TcpClient();
            await socket.ConnectAsync(server.BaseAddress.Host, server.BaseAddress.Port, cancellation);
            var length = Math.Min(request.Length, (int)(request.Length * plan.Share));
            await socket.GetStream().WriteAsync(request.AsMemory(0, length), cancellation);
            await Task.Delay(TimeSpan.FromMilliseconds(plan.Pause), cancellation);
            if (plan.Number % 2 == 0)
            {
                // A reset instead of a polite end.
                socket.Client.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        });
    }
}
