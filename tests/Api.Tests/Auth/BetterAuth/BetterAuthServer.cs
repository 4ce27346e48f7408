using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>The real Better Auth with web/lib/auth.ts, as a process of its own on loopback.</summary>
internal sealed class BetterAuthServer : IAsyncDisposable
{
    public const string Secret = TokenHost.Newer;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskactors-better-auth-");
    private readonly HttpClient _http;
    private Process? _process;
    private int _users;

    private BetterAuthServer(int port)
    {
        Origin = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
        _http = new HttpClient { BaseAddress = new Uri(Origin), Timeout = TimeSpan.FromSeconds(30) };
    }

    public string Origin { get; }

    public Uri Keys => new($"{Origin}/api/auth/jwks");

    /// <summary>Starts it; skips the test where Node or its packages are missing.</summary>
    /// <param name="algorithm">The one setting of web/lib/auth.ts; null leaves it out.</param>
    /// <param name="cookies">Which session cookies it signs: compact, secret or published.</param>
    /// <param name="isPlain">Takes the plugin with no option at all.</param>
    public static async Task<BetterAuthServer> StartAsync(
        string? algorithm = null, string? cookies = null, bool isPlain = false)
    {
        await NodeModules.RequireAsync();
        var server = new BetterAuthServer(FreePorts.Take());
        await server.StartProcessAsync(
            ("BETTER_AUTH_URL", server.Origin),
            ("BETTER_AUTH_SECRET", Secret),
            ("AUTH_DATABASE", Path.Combine(server._folder.FullName, "auth.db")),
            ("JWT_ALGORITHM", algorithm),
            ("COOKIES", cookies),
            ("PLAIN", isPlain ? "true" : null));
        return server;
    }

    /// <summary>Signs up somebody new, and returns the session: its cookies.</summary>
    public async Task<BetterAuthSession> SignUpAsync()
    {
        var email = $"user{Interlocked.Increment(ref _users)}@canary.example";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/sign-up/email")
        {
            Content = JsonContent.Create(new { email, password = "a canary password", name = "Ada Canary" }),
        };
        request.Headers.Add("Origin", Origin);
        using var answer = await _http.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, $"Better Auth answered {answer.StatusCode}: {body}");
        var cookies = answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]).ToArray();
        return new BetterAuthSession(_http, cookies, body.GetProperty("user").GetProperty("id").GetString()!);
    }

    public Task RotateAsync() => ActAsync("rotate");

    public Task RemoveAsync(string keyId) => ActAsync($"remove?kid={Uri.EscapeDataString(keyId)}");

    public Task HangAsync(bool isOn) => ActAsync($"hang?on={(isOn ? "true" : "false")}");

    /// <summary>The next requests for a token are answered at once, when there are so many.</summary>
    public Task TogetherAsync(int count) => ActAsync($"together?count={count.ToString(CultureInfo.InvariantCulture)}");

    public async Task<int> FetchesAsync() => (await ActAsync("fetches")).GetInt32();

    /// <summary>The tokens of the e-mail verification links that it sent.</summary>
    public async Task<string[]> LinksAsync() => (await ActAsync("mails")).Deserialize<string[]>()!;

    public async Task<string[]> KeyIdsAsync()
    {
        var keys = await _http.GetFromJsonAsync<JsonElement>(Keys);
        return [.. keys.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
    }

    public async Task StopAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process?.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task StartProcessAsync(params (string, string?)[] environment)
    {
        _process = NodeModules.StartNode(["server.mjs"], environment);
        var line = await _process.StandardOutput.ReadLineAsync();
        if (line != "ready")
        {
            var errors = await _process.StandardError.ReadToEndAsync();
            await DisposeAsync();
            Assert.Fail($"Better Auth did not start: {line} {errors}");
        }

        // What it says later must not fill the pipes.
        _ = _process.StandardOutput.ReadToEndAsync();
        _ = _process.StandardError.ReadToEndAsync();
    }

    private Task<JsonElement> ActAsync(string action) => _http.GetFromJsonAsync<JsonElement>($"/test/{action}");
}

/// <summary>Somebody who is signed in.</summary>
internal sealed record BetterAuthSession(HttpClient Http, string[] Cookies, string UserId)
{
    /// <summary>A new token, as the frontend fetches one.</summary>
    public async Task<string> TokenAsync()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/api/auth/token");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    public async Task SignOutAsync()
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/auth/sign-out");
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The value of a cookie.</summary>
    public string Cookie(string name) => Uri.UnescapeDataString(
        Cookies.Single(cookie => cookie.StartsWith($"better-auth.{name}=", StringComparison.Ordinal)).Split('=', 2)[1]);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", string.Join("; ", Cookies));
        request.Headers.Add("Origin", Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        request.Content = method == HttpMethod.Post ? JsonContent.Create(new { }) : null;
        return await Http.SendAsync(request);
    }
}
