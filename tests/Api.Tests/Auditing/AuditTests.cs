using System.Text.Json;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Auditing;

/// <summary>The real server writes each write down before its answer leaves, and nothing of its content.</summary>
public sealed class AuditTests
{
    [Fact]
    public async Task Each_write_has_its_line_when_its_answer_is_there_and_reads_have_none()
    {
        using var folder = new TemporaryFolder();
        var file = folder["audit.jsonl"];
        await using var server = await ApiProcess.StartAsync(
            new ApiSetup { Folder = folder.Path, Environment = [$"TASKACTORS_AUDIT_FILE={file}"] });
        using var client = server.ClientOf("ada@example.com");

        await client.AddAsync("""{"title": "Secret"}""");
        await client.SendAsync("PUT", "/api/tasks/1", """{"title": ""}""");
        await client.SendAsync("GET", "/api/tasks");
        await client.SendAsync("DELETE", "/api/tasks/1");
        await server.StopAsync();

        var text = await File.ReadAllTextAsync(file);
        var lines = text.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(
            "POST 201, PUT 422, DELETE 204",
            string.Join(", ", lines.Select(line => $"{line.Text("method")} {line.Number("status")}")));
        Assert.All(lines, line => Assert.Matches("^[0-9a-f]{16}$", line.Text("user")));
        Assert.All(lines, line => Assert.Matches("^[0-9a-f]{32}$", line.Text("trace_id")));
        Assert.Equal("1", lines[2].Text("task"));
        Assert.DoesNotContain("Secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", text, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_file_that_takes_nothing_slows_writers_down_and_loses_no_line()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs a named pipe, whose reader can pause");
        using var folder = new TemporaryFolder();
        var pipe = folder["audit.pipe"];
        Skip.IfNot(await Programs.RunAsync("mkfifo", pipe), "there is no mkfifo");
        // Opened for both ways, as only Linux allows: so that neither side waits for the other to open it.
        await using var reader = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 1);
        await using var server = await ApiProcess.StartAsync(
            new ApiSetup { Folder = folder.Path, Environment = [$"TASKACTORS_AUDIT_FILE={pipe}"] });
        var acknowledged = 0;

        var writers = Enumerable.Range(0, 16).Select(number => Task.Run(async () =>
        {
            using var client = server.ClientOf($"user-{number}");
            for (var write = 0; write < 200; write++)
            {
                await client.SendAsync("DELETE", "/api/tasks/1");
                Interlocked.Increment(ref acknowledged);
            }
        })).ToArray();
        // Until nothing moves: pipe and buffer are full. On a slow machine nothing may move before that, either.
        for (var (before, tries) = (-1, 0); before != acknowledged || (acknowledged < 1_024 && tries < 40); tries++)
        {
            before = acknowledged;
            await Task.Delay(1_500);
        }

        var whenFull = acknowledged;
        var lines = ReadLinesAsync(reader, 3_200);
        await Task.WhenAll(writers);

        Assert.InRange(whenFull, 1_024, 3_100);
        Assert.Equal(3_200, await lines);
    }

    private static async Task<int> ReadLinesAsync(FileStream reader, int wanted)
    {
        var (buffer, lines) = (new byte[65_536], 0);
        while (lines < wanted)
        {
            var length = await reader.ReadAsync(buffer);
            lines += buffer.AsSpan(0, length).Count((byte)'\n');
        }

        return lines;
    }
}
