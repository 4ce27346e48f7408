using System.Net;
using System.Security.Cryptography;
using System.Text;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Account;

/// <summary>After an erasure nothing of it is in the database's files, while the server still runs.</summary>
public sealed class ErasureTests
{
    private const int Tasks = 200;

    [Fact]
    public async Task Nothing_that_was_erased_is_in_any_file_of_the_database()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ApiProcess.StartAsync(new ApiSetup { Folder = folder.Path });
        using var client = server.ClientOf("alice");
        using var other = server.ClientOf("bob");
        var canaries = new List<string>();
        var kept = await WriteAsync(other, 10);
        canaries.AddRange(await WriteAsync(client, Tasks));
        // Some were overwritten, and some deleted, before.
        canaries.Add(NewCanary());
        await client.SendAsync("PATCH", "/api/tasks/1", $$"""{"description": "{{canaries[^1]}}"}""");
        await client.SendAsync("PATCH", "/api/tasks/1", """{"description": null}""");
        await client.SendAsync("DELETE", "/api/tasks/2");
        var before = Found(folder.Path, canaries);

        var erased = await client.SendAsync("DELETE", "/api/me");

        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        Assert.True(before.Length > Tasks, $"Only {before.Length} were there before.");
        Assert.Empty(Found(folder.Path, canaries));
        Assert.Equal(kept.Length, Found(folder.Path, kept).Length);
    }

    /// <summary>Adds tasks with keys, so that their receipts hold the texts too.</summary>
    private static async Task<string[]> WriteAsync(HttpClient client, int count)
    {
        var canaries = new List<string>();
        for (var at = 0; at < count; at++)
        {
            string[] texts = [NewCanary(), NewCanary(), NewCanary()];
            canaries.AddRange(texts);
            var response = await client.SendAsync(
                "POST", "/api/tasks",
                $$"""{"title": "{{texts[0]}}", "description": "{{texts[1]}}", "tags": ["{{texts[2]}}"]}""",
                ("Idempotency-Key", $"{at}"));
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }

        return [.. canaries];
    }

    private static string NewCanary() => Convert.ToHexString(RandomNumberGenerator.GetBytes(12));

    private static string[] Found(string folder, IEnumerable<string> canaries)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            // What is no file and holds nothing: where the server is watched.
            .Where(path => !path.EndsWith(".sock", StringComparison.Ordinal))
            // Which process owns the database; nobody else can open it.
            .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))
            .Select(Read).ToList();
        return [.. canaries.Where(canary => files.Any(file => Holds(file, canary)))];
    }

    private static bool Holds(byte[] file, string canary) =>
        file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) >= 0;

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
