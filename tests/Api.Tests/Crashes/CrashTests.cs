using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Crashes;

/// <summary>The real process killed under load and started on the same file, again and again.</summary>
[LongSuite]
public sealed class CrashTests
{
    private const int Users = 4;
    private const int ClientsOfAUser = 3;
    private const int Seed = 20_261_122;

    private readonly Random _random = new(Seed);
    private int _acknowledged;

    [SkippableFact]
    public async Task Every_acknowledged_write_is_there_exactly_once_however_often_the_process_dies()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ApiProcess.StartAsync(new ApiSetup { Folder = folder.Path });
        var users = Enumerable.Range(0, Users).ToDictionary(
            number => $"user-{number}",
            number => Enumerable.Range(0, ClientsOfAUser)
                .Select(client => new RememberingClient($"task-{number}-{client}", new Random(Seed + number + client)))
                .ToArray(),
            StringComparer.Ordinal);

        for (var round = 0; round < LongRuns.Rounds(shortly: 20, atLength: 200); round++)
        {
            await KillUnderLoadAsync(server, users, round);
            await server.StartAsync();
            await VerifyAsync(server, users);
        }
    }

    private async Task KillUnderLoadAsync(ApiProcess server, Dictionary<string, RememberingClient[]> users, int round)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var wanted = _acknowledged + _random.Next(5, 120);
        var clients = users.SelectMany(user => user.Value.Select(client => (user.Key, client))).ToList();

        var writers = clients.Select(async one =>
        {
            using var http = server.ClientOf(one.Key);
            await one.client.WriteUntilTheEndAsync(http, () =>
            {
                if (Interlocked.Increment(ref _acknowledged) >= wanted)
                {
                    enough.TrySetResult();
                }
            });
        }).ToList();
        await Task.WhenAny(enough.Task, Task.WhenAll(writers)).WaitAsync(TimeSpan.FromSeconds(60));
        await server.Kill9Async();
        await Task.WhenAll(writers);

        Assert.True(enough.Task.IsCompleted, $"Nobody wrote enough in round {round}.");
    }

    private static async Task VerifyAsync(ApiProcess server, Dictionary<string, RememberingClient[]> users)
    {
        foreach (var (user, clients) in users)
        {
            using var http = server.ClientOf(user);
            using var response = await http.SendAsync("GET", "/api/tasks");
            var list = await response.BodyAsync();
            // Titles are unique: a task that was stored twice is a key that is there already.
            var stored = list.EnumerateArray().ToDictionary(
                task => task.Text("title")!, KnownTask.Of, StringComparer.Ordinal);

            Array.ForEach(clients, client => client.Recognise(stored));

            Assert.Empty(stored);
            var revs = clients.SelectMany(client => client.Revs).ToList();
            var changes = clients.Sum(client => client.Changes);
            Assert.Equal(revs.Count, revs.Distinct().Count());
            Assert.All(revs, rev => Assert.InRange(rev, 1, changes));
            // As many revisions as changes, none of them used twice: there is no gap.
            Assert.Equal($"\"r{changes}\"", response.Header("ETag"));
        }
    }
}
