using System.Diagnostics;
using System.Globalization;
using TaskActors.Api.CommandLine;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Problems;
using TaskActors.Tests.Serving;
using TaskActors.Tests.Settings;
using Xunit;
using Xunit.Abstractions;

namespace TaskActors.Tests.Abuse;

/// <summary>
/// Requests by the thousand that are nearly right: no answer is a 500, nobody learns of another, nothing leaks, and
/// what is stored is whole in the end. TASKACTORS_TEST_SEED repeats a run.
/// </summary>
[Collection(AbuseTests.Name), LongSuite]
public sealed class FuzzerTests(ITestOutputHelper output) : IDisposable
{
    private const int SeedByDefault = 20_261_126;
    private const int Users = 6;

    // What the runtime keeps to itself, and does not give back at once.
    private const double SlackMegabytes = 60;
    private const int SlackHandles = 12;

    private readonly int _requests = LongRuns.Rounds(20_000, 200_000);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task No_made_up_request_is_a_500_tells_of_others_or_leaks()
    {
        ProcessFacts.SkipWhereTheyAreNotTold();
        var seed = SeedFromEnvironment();
        output.WriteLine($"TASKACTORS_TEST_SEED={seed}");
        await using var server = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path });
        var facts = new ProcessFacts(server);
        var users = Enumerable.Range(0, Users).Select(n => NewUser(server, n)).ToList();
        var fuzzing = new Fuzzing(server, users);
        await fuzzing.RunAsync(_requests / 10, seed);
        var handlesBefore = facts.Handles;

        await fuzzing.RunAsync(_requests / 10 * 4, seed + 1);
        await SendMalformedAsync(server, users[0], seed);
        var megabytesHalfway = facts.Megabytes;
        var watch = Stopwatch.StartNew();
        await fuzzing.RunAsync(_requests / 2, seed + 2);
        var perSecond = _requests / 2 / watch.Elapsed.TotalSeconds;

        var handlesAfter = await facts.HandlesFallToAsync(handlesBefore + SlackHandles, TimeSpan.FromSeconds(20));
        var statuses = string.Join(' ', fuzzing.Statuses.OrderBy(pair => pair.Key));
        output.WriteLine($"{_requests} requests, {perSecond:0}/s, {statuses}; "
            + $"{megabytesHalfway:0} to {facts.Megabytes:0} MB, {handlesBefore} to {handlesAfter} handles");
        Assert.True(fuzzing.Findings.Count == 0, $"Seed {seed}: {fuzzing.Findings.Count} findings, the first:\n"
            + string.Join("\n\n", fuzzing.Findings.Take(3)));
        AssertItGotIn(fuzzing, statuses);
        Assert.InRange(facts.Megabytes, 0, megabytesHalfway * 1.1 + SlackMegabytes);
        Assert.InRange(handlesAfter, 0, handlesBefore + SlackHandles);
        await AssertWholeAsync(server, users);
        facts.AssertQuietLog();
    }

    private static int SeedFromEnvironment() =>
        int.TryParse(
        Environment.GetEnvironmentVariable("TASKACTORS_TEST_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed : SeedByDefault;

    private static FuzzedUser NewUser(ApiProcess server, int number) =>
        new($"fuzzed-{number}", server.TokenOf($"fuzzed-{number}"), $"canary{number}{Guid.NewGuid():N}");

    /// <summary>The fuzzer's requests must be right often enough to try what is behind every check.</summary>
    private void AssertItGotIn(Fuzzing fuzzing, string statuses)
    {
        int[] wanted = [200, 201, 204, 304, 400, 401, 403, 404, 405, 412, 415, 422];
        Assert.All(wanted, status => Assert.True(fuzzing.Statuses.ContainsKey(status), statuses));
        Assert.True(fuzzing.Statuses.GetValueOrDefault(0) < _requests / 50, statuses);
        var successes = fuzzing.Statuses.Where(pair => pair.Key is >= 200 and < 300).Sum(pair => pair.Value);
        Assert.InRange(successes, _requests / 5, _requests);
    }

    /// <summary>Some that nobody's library could send, of the suite that makes nothing else.</summary>
    private async Task SendMalformedAsync(ApiProcess server, FuzzedUser user, int seed)
    {
        var malformed = new MalformedRequests(server.BaseAddress, user.Token, seed).Take(_requests / 50).ToList();
        await Parallel.ForEachAsync(
            malformed, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (request, _) =>
        {
            var answer = await RawHttp.SendAsync(server.BaseAddress, request, TimeSpan.FromSeconds(0.3));
            Assert.True(answer.Status < 500, request + "\n→\n" + answer.Head + answer.Body);
        });
    }

    /// <summary>The list, the changes since the beginning, each task and the file all say the same.</summary>
    private async Task AssertWholeAsync(ApiProcess server, List<FuzzedUser> users)
    {
        foreach (var user in users)
        {
            using var client = server.ClientOf(user.Name);
            var list = await client.GetJsonAsync("/api/tasks");
            var changes = await client.GetJsonAsync("/api/tasks/changes?since=0");
            Assert.Equal(list.GetRawText(), changes.GetProperty("tasks").GetRawText());
            foreach (var task in list.EnumerateArray())
            {
                var one = await client.GetJsonAsync($"/api/tasks/{task.Number("id")}");
                Assert.Equal(task.GetRawText(), one.GetRawText());
            }

            await client.AddAsync("""{"title": "still works"}""");
        }

        Assert.Equal("alive\n", await server.NewClient().GetStringAsync("/livez"));
        Assert.Equal(0, await server.StopAsync());
        var check = await CommandRun.EndAsync(
            _folder.Path, ["TASKACTORS_STORAGE=sqlite:data/tasks.db"], CheckCommand.Name);
        Assert.True(check.ExitCode == 0, check.Output + check.Errors);
    }
}

/// <summary>Suites that load the machine, and watch what that does to others, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class AbuseTests
{
    public const string Name = "Abuse";
}
