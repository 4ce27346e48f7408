using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TaskActors.Api.Settings;
using TaskActors.Settings;
using TaskActors.Testing.Tokens;
using Xunit;

namespace TaskActors.Tests.Settings;

/// <summary>The built executable as a process: what it says, and how it ends in bad surroundings.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Secret = "BETTER_AUTH_SECRET=Zq8w3vR7mN2xK5tY9bL4cJ6hF1gD0sAe";
    private const string Development = "ASPNETCORE_ENVIRONMENT=Development";

    private readonly string _folder = Directory.CreateTempSubdirectory("taskactors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Help_lists_every_setting()
    {
        var run = await CommandRun.EndAsync(_folder, [], "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(
            SettingsCatalogue.For(SettingUse.Serve),
            setting => Assert.Contains(setting.Name, run.Output, StringComparison.Ordinal));
        Assert.All(
            ["--port", "--urls", "--version", "token"],
            word => Assert.Contains(word, run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("--host", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("TASKACTORS_HOST", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_of_a_subcommand_lists_what_it_reads()
    {
        var run = await CommandRun.EndAsync(_folder, [], "token", "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(
            SettingsCatalogue.For(SettingUse.Token).Select(setting => setting.Name)
                .Concat(["<subject>", "--email", "--name", "--expires"]),
            word => Assert.Contains(word, run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("TASKACTORS_CORS_ORIGINS", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_names_the_host_of_the_actors()
    {
        var run = await CommandRun.EndAsync(_folder, [], "--version");

        Assert.Matches(
            @"^TaskActors \d+\.\d+\.\d+ \(actors: Orleans \d+\.\d+\.\d+\)\s*$", run.Output);
    }

    [Theory]
    [InlineData("BETTER_AUTH_SECRET has 5 bytes", "BETTER_AUTH_SECRET=short", "TASKACTORS_STORAGE=sqlite:x.db")]
    [InlineData("No key is set", "TASKACTORS_STORAGE=sqlite:x.db")]
    [InlineData("TASKACTORS_STORAGE is not set", Secret)]
    [InlineData("There is no setting TASKACTORS_STORAG ", Secret, "TASKACTORS_STORAG=sqlite:x.db")]
    [InlineData("PORT must be a whole number", Development, "PORT=http")]
    [InlineData("The address cannot be listened on", Development, "TASKACTORS_BIND=192.0.2.1", "PORT=0")]
    public async Task A_bad_setting_is_one_sentence_and_exit_code_1(string beginning, params string[] environment)
    {
        var run = await CommandRun.EndAsync(_folder, environment);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(beginning, run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.Trim().Split('\n'));
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task An_option_that_is_not_known_is_one_sentence_and_exit_code_1()
    {
        var run = await CommandRun.EndAsync(_folder, [Development], "--bogus");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("Unrecognized command or argument '--bogus'.", run.Errors.Trim());
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence_and_exit_code_1()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var run = await CommandRun.EndAsync(_folder, [Development, "TASKACTORS_BIND=127.0.0.1"], "--port", $"{port}");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            $"Failed to bind to address http://127.0.0.1:{port}: address already in use. "
            + "Set PORT to a free port, or stop what uses this one.",
            run.Errors.Trim());
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Tokens_are_minted_in_development_only(string environment)
    {
        string[] variables = [Secret, "TASKACTORS_STORAGE=sqlite:x.db", $"ASPNETCORE_ENVIRONMENT={environment}"];

        var run = await CommandRun.EndAsync(_folder, variables, "token", "alice");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(
            $"Tokens are minted in Development only (this is {environment})", run.Errors, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("--expires must be", "token", "alice", "--expires", "soon")]
    [InlineData("The subject must have", "token", " ")]
    [InlineData("Required argument missing", "token")]
    public async Task A_token_nobody_could_use_is_not_minted(string beginning, params string[] arguments)
    {
        var run = await CommandRun.EndAsync(_folder, [Development], arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(beginning, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Secret} # the frontend's\n")]
    [InlineData("BETTER_AUTH_SECRET_FILE=secret\n")]
    public async Task A_minted_token_is_signed_with_the_secret_of_the_env_file(string lines)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, ".env"), lines);
        await File.WriteAllTextAsync(Path.Combine(_folder, "secret"), $"{Secret.Split('=', 2)[1]}\n");
        string[] arguments = ["token", "alice", "--email", "a@canary.example", "--name", "Alice", "--expires", "15m"];

        var run = await CommandRun.EndAsync(_folder, [Development], arguments);

        var parts = run.Output.Trim().Split('.');
        var mint = new TokenMint(Secret.Split('=', 2)[1]);
        Assert.Equal(TokenMint.Part(mint.Signature($"{parts[0]}.{parts[1]}")), parts[2]);
        Assert.False(Directory.Exists(Path.Combine(_folder, "data")));
    }

    [Fact]
    public async Task A_start_says_where_everything_is_and_ends_politely()
    {
        using var server = CommandRun.Start(_folder, [Development, "PORT=0"]);
        try
        {
            var lines = new List<string>();
            while (lines.Count < 5 && await server.StandardOutput.ReadLineAsync() is { } line)
            {
                lines.Add(line);
            }

            Assert.Matches(@"^TaskActors \S+ listens on http://127\.0\.0\.1:\d+$", lines[0]);
            Assert.StartsWith("actors: ", lines[1], StringComparison.Ordinal);
            Assert.EndsWith("data/tasks.db", lines[2], StringComparison.Ordinal);
            Assert.Matches("^key: generated for Development, kept in .*dev-secret$", lines[3]);
            Assert.Equal("token to try it: dotnet run --project src/Api -- token alice", lines[4]);
            Assert.Equal(0, await StopAsync(server));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task Addresses_of_the_command_line_come_before_every_setting()
    {
        string[] settings = [Development, "PORT=1", "TASKACTORS_BIND=192.0.2.1", "ASPNETCORE_URLS=http://192.0.2.2:2"];
        using var server = CommandRun.Start(_folder, settings, "--port", "3", "--urls", "http://127.0.0.1:0");
        try
        {
            Assert.Matches(@" listens on http://127\.0\.0\.1:\d+$", await server.StandardOutput.ReadLineAsync());
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    [Fact]
    public Task A_short_secret_that_is_allowed_is_warned_of_at_every_start() => AssertWarnsAsync(
        "warning: BETTER_AUTH_SECRET has only 5 bytes",
        ["BETTER_AUTH_SECRET=short", "TASKACTORS_ALLOW_SHORT_SECRET=true"]);

    [Theory]
    [InlineData("TASKACTORS_HOST=in-process")]
    [InlineData("TASKACTORS_HOST=orleans")]
    [InlineData(Secret, "--host", "in-process")]
    public Task A_host_is_still_accepted_and_warned_of(string variable, params string[] arguments) => AssertWarnsAsync(
        "warning: TASKACTORS_HOST and --host have no effect: Orleans hosts the actors.", [variable], arguments);

    private async Task AssertWarnsAsync(string beginning, string[] environment, params string[] arguments)
    {
        using var server = CommandRun.Start(_folder, [Development, "PORT=0", .. environment], arguments);
        try
        {
            Assert.StartsWith(beginning, await server.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private static async Task<int> StopAsync(Process server)
    {
        using (Process.Start("kill", ["-TERM", $"{server.Id}"]))
        {
            await server.WaitForExitAsync();
        }

        return server.ExitCode;
    }
}
