using System.Diagnostics;
using System.Text;
using System.Text.Json;
using TaskActors.Testing.Processes;
using TaskActors.Testing.Tokens;
using TaskActors.Tests.Settings;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>
/// The whole way: web/lib/auth.ts signs somebody up, web/lib/tasks.ts calls the built program, which says nothing of
/// them at the most verbose level.
/// </summary>
[LongSuite]
public sealed class WholeWayTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskactors-whole-");
    private readonly StringBuilder _said = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableTheory]
    [InlineData(null, "BETTER_AUTH_URL=")]
    [InlineData("HS256", "BETTER_AUTH_SECRET=" + BetterAuthServer.Secret)]
    public async Task The_two_frontend_files_work_with_one_setting(string? algorithm, string setting)
    {
        await using var frontend = await BetterAuthServer.StartAsync(algorithm);
        setting = setting.EndsWith('=') ? setting + frontend.Origin : setting;
        using var api = CommandRun.Start(
            _folder.FullName,
            [
                setting, "ASPNETCORE_ENVIRONMENT=Development", "PORT=0", "TASKACTORS_REFUSALS_PER_SECOND=0",
                "Logging__LogLevel__Default=Trace", "Logging__LogLevel__Microsoft.AspNetCore=Trace",
                "Logging__LogLevel__Microsoft.Hosting.Lifetime=Trace",
            ]);
        try
        {
            var address = await ReadAddressAsync(api);

            var page = await RunPageAsync(frontend.Origin, address);
            var refused = await SendForgedAsync(address);

            var saw = JsonDocument.Parse(page).RootElement;
            Assert.True(saw.GetProperty("done").GetBoolean());
            Assert.Equal("high", saw.GetProperty("priority").GetString());
            Assert.Equal(1, saw.GetProperty("listed").GetInt32());
            Assert.Equal(404, saw.GetProperty("refused").GetProperty("status").GetInt32());
            Assert.True(refused > 200, $"Only {refused} forged tokens were refused.");
        }
        finally
        {
            api.Kill();
            await api.WaitForExitAsync();
        }

        AssertQuiet();
    }

    private void AssertQuiet()
    {
        string said;
        lock (_said)
        {
            said = _said.ToString();
        }

        Assert.Contains("A token was refused", said, StringComparison.Ordinal);
        Assert.All(
            ["canary", BetterAuthServer.Secret, "eyJhbGciOi", "mallory", "a long password"],
            secret => Assert.DoesNotContain(secret, said, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<string> ReadAddressAsync(Process api)
    {
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        api.OutputDataReceived += (_, line) => Hear(line.Data);
        api.ErrorDataReceived += (_, line) => Hear(line.Data);
        api.BeginOutputReadLine();
        api.BeginErrorReadLine();
        return await address.Task.WaitAsync(TimeSpan.FromSeconds(60));

        void Hear(string? line)
        {
            lock (_said)
            {
                _said.AppendLine(line);
            }

            if (line?.StartsWith("TaskActors ", StringComparison.Ordinal) == true)
            {
                address.TrySetResult(line[line.IndexOf("http", StringComparison.Ordinal)..]);
            }
        }
    }

    private static async Task<string> RunPageAsync(string frontend, string api)
    {
        using var page = NodeModules.StartNode(["use-tasks.mjs", frontend, api, "ada@canary.example"]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var errors = page.StandardError.ReadToEndAsync(patience.Token);
        var output = await page.StandardOutput.ReadToEndAsync(patience.Token);
        await page.WaitForExitAsync(patience.Token);
        Assert.True(page.ExitCode == 0, await errors);
        return output;
    }

    private static async Task<int> SendForgedAsync(string api)
    {
        using var client = new HttpClient { BaseAddress = new Uri(api) };
        var refused = 0;
        var mint = new TokenMint("a secret of nobody that has enough bytes");
        foreach (var forged in ForgedTokens.All(mint, TimeProvider.System.GetUtcNow()))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/tasks");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {forged.Text}");
            using var answer = await client.SendAsync(request);
            refused += (int)answer.StatusCode == 401 ? 1 : 0;
        }

        return refused;
    }
}
