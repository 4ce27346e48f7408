using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TaskActors.Testing.Processes;

namespace TaskActors.Testing.Postgres;

/// <summary>
/// A PostgreSQL server of the tests' own, from Debian's package, in a temporary folder and on loopback only; or the one
/// that <c>TASKACTORS_TEST_POSTGRES</c> names. Neither: there is a reason to skip.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string User = "tests";
    public const string Password = "p@ss:word/of tests";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string[] _settings = [];
    private string? _folder;
    private Process? _process;
    private Task<string>? _log;

    private PostgresServer()
    {
    }

    /// <summary>The server's own process, where it was started here.</summary>
    public int? Id => _process?.Id;

    /// <summary>As an <c>.env</c> file has it; null if there is no server.</summary>
    public string? Url { get; private set; }

    /// <summary>Why there is none.</summary>
    public string? WhyNot { get; private set; }

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer { Url = Environment.GetEnvironmentVariable("TASKACTORS_TEST_POSTGRES") };
        if (string.IsNullOrEmpty(server.Url))
        {
            return await StartOwnAsync();
        }

        return server;
    }

    /// <summary>Starts a server of its own, whatever the environment names.</summary>
    /// <param name="settings">Of PostgreSQL, as name=value; they win over those of the tests.</param>
    public static async Task<PostgresServer> StartOwnAsync(params string[] settings)
    {
        var server = new PostgresServer { _settings = settings };
        try
        {
            server.WhyNot = await server.TryStartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } running)
        {
            // SIGINT is PostgreSQL's fast shutdown; the id is that of the server itself, whoever started it.
            await Programs.RunAsync("kill", "-INT", $"{running.Id}");
            using var patience = new CancellationTokenSource(Patience);
            await running.WaitForExitAsync(patience.Token);
        }

        if (_log is not null)
        {
            await _log;
        }

        _process?.Dispose();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task<string?> TryStartAsync()
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
                .LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            : null;
        if (programs is null)
        {
            return "PostgreSQL is not installed (Debian: apt-get install postgresql), and TASKACTORS_TEST_POSTGRES "
                + "names no server.";
        }

        _folder = Directory.CreateTempSubdirectory("taskactors-postgres-").FullName;
        var secret = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(secret, Password);
        // PostgreSQL refuses to run as root.
        string[] asUser = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : [];
        if (asUser.Length > 0 && !await Programs.RunAsync("chown", "-R", "nobody:nogroup", _folder))
        {
            return "PostgreSQL does not run as root, and there is no user nobody to run it as.";
        }

        var data = Path.Combine(_folder, "data");
        string[] initialize =
        [
            .. asUser, Path.Combine(programs, "initdb"), "-D", data, "-U", User, "-A", "scram-sha-256",
            $"--pwfile={secret}", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8",
        ];
        return await Programs.RunAsync(initialize[0], initialize[1..])
            ? await TryServeAsync([.. asUser, Path.Combine(programs, "postgres"), "-D", data])
            : "PostgreSQL's initdb failed.";
    }

    private async Task<string?> TryServeAsync(string[] command)
    {
        var port = FreePort();
        string[] arguments =
        [
            .. command[1..], "-p", $"{port}", "-c", "listen_addresses=127.0.0.1",
            "-c", $"unix_socket_directories={_folder}", "-c", "fsync=off", "-c", "timezone=America/New_York",
            // The last one wins.
            .. _settings.SelectMany(setting => new[] { "-c", setting }),
        ];
        _process = Process.Start(new ProcessStartInfo(command[0], arguments)
        {
            WorkingDirectory = _folder, RedirectStandardError = true, UseShellExecute = false,
        })!;
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                // Read on, or the server would wait for somebody to take its log.
                _log = _process.StandardError.ReadToEndAsync(CancellationToken.None);
                Url = $"postgresql://{User}:{Uri.EscapeDataString(Password)}@127.0.0.1:{port}/postgres";
                return null;
            }
        }

        return "PostgreSQL did not start.";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
