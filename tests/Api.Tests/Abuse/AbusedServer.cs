using TaskActors.Testing.Processes;

namespace TaskActors.Tests.Abuse;

/// <summary>A server as it is shipped, with its limits on, that somebody is about to abuse.</summary>
internal sealed class AbusedServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private AbusedServer()
    {
    }

    public ApiProcess Process { get; private set; } = null!;

    public ProcessFacts Facts { get; private set; } = null!;

    public Uri Address => Process.BaseAddress;

    public string DatabaseFile => Process.Setup.DatabaseFile;

    public string Folder => _folder.Path;

    /// <summary>Starts it; a name without a value in the environment takes back what other suites set.</summary>
    public static async Task<AbusedServer> StartAsync(params string[] environment)
    {
        ProcessFacts.SkipWhereTheyAreNotTold();
        var server = new AbusedServer();
        server.Process = await ApiProcess.StartAsync(new ApiSetup
        {
            Folder = server._folder.Path,
            Environment = ["TASKACTORS_RATE_PER_SECOND", "TASKACTORS_REFUSALS_PER_SECOND", .. environment],
        });
        server.Facts = new ProcessFacts(server.Process);
        return server;
    }

    /// <summary>The head of a request of this user, without its last empty line.</summary>
    public string Head(string method, string target, string? user) =>
        HeadWith(method, target, user is null ? null : Process.TokenOf(user));

    /// <summary>The same with a token of any kind.</summary>
    public string HeadWith(string method, string target, string? token) =>
        $"{method} {target} HTTP/1.1\r\nHost: {Address.Authority}\r\n"
        + (token is null ? "" : $"Authorization: Bearer {token}\r\n");

    /// <summary>A whole request of this user with a JSON body.</summary>
    public string Request(string method, string target, string? user, string body) =>
        Head(method, target, user)
        + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
    }
}
