using System.Diagnostics;
using System.Globalization;
using TaskActors.Testing;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Web;

/// <summary>
/// Both halves as processes of their own: the built API and the built pages with the real Better Auth, on files in a
/// folder of their own. Skips the test where something is missing.
/// </summary>
public sealed class WebApp : IAsyncDisposable
{
    public const string Secret = "a secret of the pages, long enough for anything";

    private static readonly NodePackages Packages = new("web", "better-sqlite3");
    private static readonly Lazy<Task> Build = new(BuildAsync);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private Process? _pages;

    private WebApp()
    {
        Origin = $"http://localhost:{FreePorts.Take().ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>Where the pages are.</summary>
    public string Origin { get; }

    public ApiProcess Api { get; private set; } = null!;

    /// <summary>Better Auth's own file.</summary>
    public string AuthDatabase => _folder["auth.db"];

    /// <param name="settings">Further settings of the pages, as NAME=value.</param>
    public static async Task<WebApp> StartAsync(params string[] settings)
    {
        await Packages.RequireAsync();
        await Build.Value;
        var app = new WebApp();
        try
        {
            await app.StartBothAsync(settings);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The packages of the pages and of what drives them.</summary>
    public static Task RequireAsync() => Packages.RequireAsync();

    /// <summary>Starts a program of the folder of the pages.</summary>
    public static Process StartNode(string[] arguments, params (string Name, string? Value)[] environment) =>
        Packages.StartNode(arguments, environment);

    public async ValueTask DisposeAsync()
    {
        if (_pages is { HasExited: false })
        {
            _pages.Kill();
            await _pages.WaitForExitAsync();
        }

        _pages?.Dispose();
        await (Api?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    private static async Task BuildAsync()
    {
        var start = StartNode(["scripts/build.mjs"], ("NEXT_TELEMETRY_DISABLED", "1"));
        var said = await Task.WhenAll(start.StandardOutput.ReadToEndAsync(), start.StandardError.ReadToEndAsync());
        await start.WaitForExitAsync();
        Assert.True(start.ExitCode == 0, $"The pages could not be built:\n{string.Concat(said)}");
    }

    private async Task StartBothAsync(string[] settings)
    {
        // A port that is known beforehand, so that it is the same after a restart.
        var port = FreePorts.Take().ToString(CultureInfo.InvariantCulture);
        var isShared = settings.Contains("JWT_ALGORITHM=HS256", StringComparer.Ordinal);
        string[] keys = isShared
            ? [$"BETTER_AUTH_SECRET={Secret}"]
            : ["BETTER_AUTH_SECRET", $"BETTER_AUTH_URL={Origin}"];
        Api = await ApiProcess.StartAsync(new ApiSetup
        {
            Folder = _folder.Path,
            Environment = [$"PORT={port}", $"TASKACTORS_CORS_ORIGINS={Origin}", .. keys],
        });
        (string, string?)[] environment =
        [
            ("BETTER_AUTH_URL", Origin), ("BETTER_AUTH_SECRET", Secret), ("AUTH_DATABASE", AuthDatabase),
            ("TASKS_API_URL", $"http://localhost:{port}"), ("NEXT_TELEMETRY_DISABLED", "1"), ("NODE_ENV", "production"),
            .. settings.Select(setting => setting.Split('=', 2)).Select(pair => (pair[0], (string?)pair[1])),
        ];
        _pages = StartNode(
            ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", new Uri(Origin).Port.ToString(
                CultureInfo.InvariantCulture)],
            environment);
        // What it says must not fill the pipes.
        var errors = _pages.StandardError.ReadToEndAsync();
        _ = _pages.StandardOutput.ReadToEndAsync();
        await WaitAsync(errors);
    }

    private async Task WaitAsync(Task<string> errors)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Origin) };
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Assert.False(_pages!.HasExited, _pages.HasExited ? await errors : "");
            try
            {
                (await client.GetAsync("/sign-in", patience.Token)).EnsureSuccessStatusCode().Dispose();
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
            }
        }
    }
}
