using System.Diagnostics;
using TaskActors.Testing.Processes;

namespace TaskActors.Testing.Postgres;

/// <summary>The data of a PostgreSQL server in a temporary folder, and the server's process while it runs.</summary>
internal sealed class PostgresFolder : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _path = Directory.CreateTempSubdirectory("taskactors-postgres-").FullName;
    private string[] _command = [];
    private Process? _process;
    private Task<string>? _log;

    private PostgresFolder() => Port = FreePorts.Take();

    public int Port { get; }

    /// <summary>The server's own; null while it does not run.</summary>
    public int? ProcessId => _process?.Id;

    /// <param name="settings">Of PostgreSQL, as name=value; they win over those of the tests.</param>
    public static async Task<(PostgresFolder? Folder, string? WhyNot)> MakeAsync(params string[] settings)
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
                .LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            : null;
        if (programs is null)
        {
            return (null, "PostgreSQL is not installed (Debian: apt-get install postgresql), and "
                + "TASKACTORS_TEST_POSTGRES names no server.");
        }

        var folder = new PostgresFolder();
        if (await folder.WhyNotAsync(programs, settings) is { } whyNot)
        {
            await folder.DisposeAsync();
            return (null, whyNot);
        }

        return (folder, null);
    }

    /// <summary>Starts the server, and waits until it answers.</summary>
    public async Task ServeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        // After a kill, the sessions of the dead server take a moment to notice; until then the data is theirs.
        while (!await TryServeAsync(patience.Token))
        {
            await Task.Delay(100, patience.Token);
        }
    }

    /// <summary>At its next start it follows another server, which there is none of: it only reads.</summary>
    public void MarkAsStandby() => File.WriteAllText(Path.Combine(_path, "data", "standby.signal"), "");

    /// <param name="signal">SIGINT is PostgreSQL's fast shutdown.</param>
    public async Task EndAsync(string signal)
    {
        if (_process is { HasExited: false } running)
        {
            // The id is that of the server itself, whoever started it.
            await Programs.RunAsync("kill", signal, $"{running.Id}");
            using var patience = new CancellationTokenSource(Patience);
            await running.WaitForExitAsync(patience.Token);
        }

        if (_log is not null)
        {
            await _log;
        }

        _process?.Dispose();
        (_process, _log) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync("-INT");
        Directory.Delete(_path, recursive: true);
    }

    private async Task<string?> WhyNotAsync(string programs, string[] settings)
    {
        var secret = Path.Combine(_path, "password");
        await File.WriteAllTextAsync(secret, PostgresServer.Password);
        // PostgreSQL refuses to run as root.
        string[] asUser = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : [];
        if (asUser.Length > 0 && !await Programs.RunAsync("chown", "-R", "nobody:nogroup", _path))
        {
            return "PostgreSQL does not run as root, and there is no user nobody to run it as.";
        }

        var data = Path.Combine(_path, "data");
        string[] initialize =
        [
            .. asUser, Path.Combine(programs, "initdb"), "-D", data, "-U", PostgresServer.User, "-A", "scram-sha-256",
            $"--pwfile={secret}", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8",
        ];
        _command =
        [
            .. asUser, Path.Combine(programs, "postgres"), "-D", data, "-p", $"{Port}", "-c",
            "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_path}", "-c", "fsync=off", "-c",
            "timezone=America/New_York", "-c", "max_connections=200",
            // The last one wins.
            .. settings.SelectMany(setting => new[] { "-c", setting }),
        ];
        return await Programs.RunAsync(initialize[0], initialize[1..]) ? null : "PostgreSQL's initdb failed.";
    }

    private async Task<bool> TryServeAsync(CancellationToken patience)
    {
        _process = Process.Start(new ProcessStartInfo(_command[0], _command[1..])
        {
            WorkingDirectory = _path, RedirectStandardError = true, UseShellExecute = false,
        })!;
        while (await _process.StandardError.ReadLineAsync(patience) is { } line)
        {
            if (line.Contains("ready to accept connections", StringComparison.Ordinal)
                || line.Contains("ready to accept read-only connections", StringComparison.Ordinal))
            {
                // Read on, or the server would wait for somebody to take its log.
                _log = _process.StandardError.ReadToEndAsync(CancellationToken.None);
                return true;
            }
        }

        await EndAsync("-INT");
        return false;
    }
}
