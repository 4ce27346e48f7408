using System.Net.Http.Headers;
using System.Text;
using TaskActors.Testing.Processes;

namespace TaskActors.Bench;

/// <summary>A hundred users at five requests a second, and sometimes one who is loud, against one server.</summary>
internal sealed class Crowd(ApiProcess server)
{
    private const int UsersCount = 100;
    private const int RequestsPerSecond = 5;
    private const int LoudRequestsPerSecond = 500;
    private const int LoudConnections = 64;

    /// <summary>Everybody has a list, an actor in memory and a token that is known.</summary>
    public async Task PrepareAsync()
    {
        foreach (var user in Enumerable.Range(0, UsersCount).Select(NameOf).Append("loud"))
        {
            using var client = ClientOf(user, connections: 1);
            for (var n = 0; n < 20; n++)
            {
                using var content = new StringContent("{\"title\":\"Buy milk\"}", Encoding.UTF8, "application/json");
                (await client.PostAsync("/api/tasks", content)).EnsureSuccessStatusCode().Dispose();
            }
        }
    }

    /// <returns>What the 99th of a hundred requests of the quiet users took, and what the loud one was told.</returns>
    public async Task<(TimeSpan P99, string Loud)> RunAsync(bool withLoudOne, TimeSpan length)
    {
        var clients = Enumerable.Range(0, UsersCount).Select(n => ClientOf(NameOf(n), connections: 4)).ToList();
        using var loudClient = ClientOf("loud", LoudConnections);
        var callers = clients.Select(client => new Caller(client, RequestsPerSecond)).ToList();
        var loud = new Caller(loudClient, LoudRequestsPerSecond);

        // Spread over a period, so that they do not all ask in the same millisecond.
        var all = callers.Select((caller, n) =>
            caller.RunAsync(TimeSpan.FromSeconds(n / (double)(UsersCount * RequestsPerSecond)), length)).ToList();
        if (withLoudOne)
        {
            all.Add(loud.RunAsync(TimeSpan.Zero, length));
        }

        await Task.WhenAll(all);
        clients.ForEach(client => client.Dispose());
        var times = callers.SelectMany(caller => caller.Times).Order().ToList();
        var told = string.Join(", ", loud.Answers.Select(answer => $"{(int)answer.Key}: {answer.Value}"));
        return (times[times.Count * 99 / 100], told);
    }

    private static string NameOf(int number) => $"user {number}";

    private HttpClient ClientOf(string user, int connections)
    {
        var transport = new SocketsHttpHandler { MaxConnectionsPerServer = connections };
        var client = new HttpClient(transport) { BaseAddress = server.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.TokenOf(user));
        return client;
    }
}
