using System.Diagnostics;
using System.Globalization;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Web;

/// <summary>The one command that starts both halves.</summary>
[Collection(WebTests.Disturbed), LongSuite]
public sealed class StartingTests(WebTests web) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Both_are_started_with_matching_settings_and_end_together()
    {
        web.App();
        var (pages, api) = (FreePorts.Take(), FreePorts.Take());
        using var command = WebApp.StartNode(
            ["scripts/start.mjs"],
            ("WEB_PORT", $"{pages}"), ("API_PORT", $"{api}"), ("NEXT_TELEMETRY_DISABLED", "1"),
            ("API_PROGRAM", Path.Combine(AppContext.BaseDirectory, "TaskActors.Api.dll")),
            ("WEB_DATA", _folder.Path),
            ("TASKACTORS_STORAGE", $"sqlite:{_folder["tasks.db"]}"));
        var said = new List<string>();
        command.OutputDataReceived += (_, line) => said.Add(line.Data ?? "");
        command.BeginOutputReadLine();
        var errors = command.StandardError.ReadToEndAsync();
        try
        {
            await UntilAnsweredAsync($"http://localhost:{api}/readyz", command);
            await UntilAnsweredAsync($"http://localhost:{pages}/sign-in", command);
            var answer = await UseAsync(
                $"http://localhost:{pages.ToString(CultureInfo.InvariantCulture)}", $"http://localhost:{api}");

            Assert.Equal(200, answer);
            await Programs.RunAsync("kill", "-INT", $"{command.Id}");
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await command.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!command.HasExited)
            {
                command.Kill(entireProcessTree: true);
            }
        }

        Assert.Equal(0, command.ExitCode);
        await AssertFreeAsync(pages);
        await AssertFreeAsync(api);
        Assert.Contains(said.ToArray(), line => line.Contains($"http://localhost:{pages}", StringComparison.Ordinal));
        Assert.Contains(said.ToArray(), line => line.Contains($"http://localhost:{api}", StringComparison.Ordinal));
        var secret = await File.ReadAllTextAsync(_folder["secret"]);
        Assert.DoesNotContain(secret, string.Concat(said) + await errors, StringComparison.Ordinal);
    }

    private static async Task UntilAnsweredAsync(string address, Process command)
    {
        using var client = new HttpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            Assert.False(command.HasExited, "The command has ended.");
            try
            {
                (await client.GetAsync(new Uri(address), patience.Token)).Dispose();
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100, patience.Token);
            }
        }
    }

    /// <summary>Signs up, and asks the API with the token: the two must believe each other.</summary>
    private static async Task<int> UseAsync(string pages, string api)
    {
        var token = await Person.SignUpForTokenAsync(pages);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{api}/api/tasks");
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static async Task AssertFreeAsync(int port)
    {
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetAsync(new Uri($"http://localhost:{port.ToString(CultureInfo.InvariantCulture)}/")));
    }
}
