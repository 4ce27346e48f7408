using System.Diagnostics;
using TaskActors.Bench.Speed.Measuring;
using TaskActors.Testing.Processes;

namespace TaskActors.Bench.Growth;

/// <summary>Very many open streams: how long a change needs to the last of its user's, and their weight.</summary>
internal sealed class ManyStreams(GrowthOptions options, Page page)
{
    /// <summary>As many as one user may have.</summary>
    private const int StreamsOfUser = 20;

    private const double MillisecondsMax = 50;
    private const double KilobytesMax = 20;
    private const int RoundsCount = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    public async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ApiProcess.StartAsync(Servers.SetupIn(folder));
        var tree = new ProcessTree(server.Id);
        var users = Math.Max(1, options.Streams / StreamsOfUser);
        var clients = Enumerable.Range(0, users).Select(user => server.ClientOf(NameOf(user))).ToList();
        // Every user has an actor and a connection before the streams are weighed.
        await WriteAllAsync(clients);
        await WriteAllAsync(clients);
        await Task.Delay(Rest);
        var before = tree.SharedMegabytes();
        var streams = new List<OpenStream[]>();
        for (var user = 0; user < users; user++)
        {
            var token = server.TokenOf(NameOf(user));
            streams.Add(await Task.WhenAll(Enumerable.Range(0, StreamsOfUser)
                .Select(_ => OpenStream.OpenAsync(server.BaseAddress, token))));
        }

        await Task.Delay(Rest);
        var opened = tree.SharedMegabytes();
        var (toLast, toAnswer) = await MeasureAsync(clients, streams);
        var count = users * StreamsOfUser;
        page.Title("Streams");
        page.Line($"{count:N0} streams of {users:N0} users; each writes in turn, {RoundsCount} times.");
        page.Wanted("from sending the write to the last stream of that user, ms (p99)", toLast.P99, MillisecondsMax);
        page.Fact("the same, median", toLast.Median);
        page.Fact("from sending the write to its own answer, ms (p99)", toAnswer.P99);
        page.Wanted("memory of a stream, KB", (opened - before) * 1_024 / count, KilobytesMax);
        page.Fact("the same after the writes", (tree.SharedMegabytes() - before) * 1_024 / count);
        streams.ForEach(ofUser => Array.ForEach(ofUser, stream => stream.Dispose()));
        clients.ForEach(client => client.Dispose());
    }

    private static async Task<(Times ToLast, Times ToAnswer)> MeasureAsync(
        List<HttpClient> clients, List<OpenStream[]> streams)
    {
        var (toLast, toAnswer) = (new Times(), new Times());
        // Round 0 is not measured: the server's code is compiled as it runs.
        for (var round = 0; round <= RoundsCount; round++)
        {
            foreach (var (client, ofUser) in clients.Zip(streams))
            {
                var waiting = ofUser.Select(stream => stream.NextChangeAsync()).ToList();
                var start = Stopwatch.GetTimestamp();
                await WriteAsync(client);
                var answered = Stopwatch.GetElapsedTime(start);
                var arrived = await Task.WhenAll(waiting).WaitAsync(Patience);
                if (round > 0)
                {
                    toAnswer.Add(answered);
                    toLast.Add(Stopwatch.GetElapsedTime(start, arrived.Max()));
                }
            }
        }

        return (toLast, toAnswer);
    }

    private static async Task WriteAllAsync(List<HttpClient> clients)
    {
        foreach (var client in clients)
        {
            await WriteAsync(client);
        }
    }

    private static async Task WriteAsync(HttpClient client)
    {
        using var body = new StringContent("{\"title\":\"Buy milk\"}", null, "application/json");
        (await client.PostAsync("/api/tasks", body)).EnsureSuccessStatusCode().Dispose();
    }

    private static string NameOf(int user) => $"listener {user}";
}
