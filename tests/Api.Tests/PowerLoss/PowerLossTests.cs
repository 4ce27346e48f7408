using System.Text.Json;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.PowerLoss;

/// <summary>
/// Killing a process does not show what a power cut would lose, because the system keeps what was not flushed. So the
/// running server's system calls are watched.
/// </summary>
public sealed class PowerLossTests
{
    private const int Sequence = 8;
    private const int Users = 4;
    private const int WritesOfAUser = 15;
    private const int LastLines = 1_000;

    private static readonly string[] Watched =
    [
        "strace", "-D", "-f", "--seccomp-bpf", "-yy", "-xx", "-s", "16384",
        "-e", "trace=pwrite64,write,pwritev,writev,fsync,fdatasync,sendto,sendmsg",
    ];

    [SkippableFact]
    public async Task No_answer_leaves_before_its_commit_is_flushed()
    {
        Skip.IfNot(await Programs.RunAsync("strace", "-V"), "strace is not installed");
        Skip.IfNot(
            await Programs.RunAsync("strace", "-f", "true"), "strace may not trace here: ptrace is not permitted");
        using var folder = new TemporaryFolder();
        var setup = new ApiSetup
        {
            Folder = folder.Path, StartedBy = [.. Watched, "-o", folder["trace"]],
        };

        var titles = new List<string>();
        await using (var server = await ApiProcess.StartAsync(setup))
        {
            titles.AddRange(await WriteInSequenceAsync(server));
            titles.AddRange(await WriteTogetherAsync(server));
            Assert.True(await server.StopAsync() == 0, server.Output);
            await EndOfAsync(folder["trace"], server.Id);
        }

        var trace = new DurabilityTrace(await File.ReadAllLinesAsync(folder["trace"]));
        Assert.Empty(trace.WhatIsWrongInSequence(Sequence * 4));
        Assert.Empty(trace.WhatIsWrongWith(titles));
        Assert.InRange(trace.Commits, Sequence * 4, Sequence * 4 + Users * WritesOfAUser);
    }

    /// <summary>Every kind of write, one after the other.</summary>
    private static async Task<List<string>> WriteInSequenceAsync(ApiProcess server)
    {
        var titles = new List<string>();
        using var client = server.ClientOf("sequence");
        for (var number = 1; number <= Sequence; number++)
        {
            await SendAsync(client, "POST", "/api/tasks", Title($"made-{number}-"));
            await SendAsync(client, "PUT", $"/api/tasks/{number}", Title($"renamed-{number}-"));
            await SendAsync(client, "PATCH", $"/api/tasks/{number}/complete", null);
            await SendAsync(client, "DELETE", $"/api/tasks/{number}", null);
        }

        return titles;

        string Title(string title)
        {
            titles.Add(title);
            return title;
        }
    }

    /// <summary>Many users at a time, whose commits share transactions.</summary>
    private static async Task<IEnumerable<string>> WriteTogetherAsync(ApiProcess server)
    {
        var titles = await Task.WhenAll(Enumerable.Range(0, Users).Select(async user =>
        {
            using var client = server.ClientOf($"user-{user}");
            var own = Enumerable.Range(0, WritesOfAUser).Select(number => $"together-{user}-{number}-").ToList();
            // Four requests at a time, so that a user's writes are grouped as well.
            await Parallel.ForEachAsync(own, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (title, _) =>
                await SendAsync(client, "POST", "/api/tasks", title));
            return own;
        }));
        return titles.SelectMany(own => own);
    }

    private static async Task SendAsync(HttpClient client, string method, string path, string? title)
    {
        var json = title is null ? null : JsonSerializer.Serialize(new { title });
        using var response = await client.SendAsync(method, path, json);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>
    /// The tracer ends shortly after the process, with a line about it. Threads that it was told of late may follow.
    /// </summary>
    private static async Task EndOfAsync(string trace, int process)
    {
        string[] last = [];
        for (var attempt = 0; attempt < 600; attempt++)
        {
            last = File.Exists(trace) ? [.. (await File.ReadAllLinesAsync(trace)).TakeLast(LastLines)] : [];
            // Ids below 10,000 are padded.
            if (last.Any(line => line.StartsWith($"{process}".PadRight(5) + " +++ ", StringComparison.Ordinal)))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        var shown = last.TakeLast(10).Select(line => line.Length > 200 ? line[..200] : line);
        Assert.Fail($"The tracer did not end; of process {process} it last said:\n{string.Join('\n', shown)}");
    }
}
