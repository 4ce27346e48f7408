using System.Diagnostics;
using System.Text.RegularExpressions;
using TaskActors.Api.CommandLine;
using TaskActors.Api.Settings;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Deployment;

/// <summary>
/// The files of deploy/ and of the public workflow are run elsewhere: what they name must be here, or nobody would
/// notice until then.
/// </summary>
public sealed partial class DeployFilesTests
{
    /// <summary>Variables of the tests, which are no settings.</summary>
    private static readonly string[] OfTheTests = ["TASKACTORS_LONG", "TASKACTORS_TEST_"];

    private static readonly string[] Commands =
        [HealthCommand.Name, BackupCommand.Name, RestoreCommand.Name, CheckCommand.Name];

    public static TheoryData<string> Files =>
    [
        "deploy/Containerfile", "deploy/compose.yaml", "deploy/systemd/taskactors.service",
        "deploy/systemd/taskactors-backup.service", ".github/workflows/ci.yml", "README.md", "SECURITY.md",
        "CHANGELOG.md", "CONTRIBUTING.md", "docs/OPERATIONS.md", "docs/AUTH.md", "docs/MOVING-IN.md",
        "docs/FRONTEND.md",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_setting_that_a_file_names_is_one(string file)
    {
        var known = SettingsCatalogue.All.Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal);

        var named = Settings().Matches(Read(file)).Select(match => match.Value.TrimEnd('_'))
            .Where(name => !OfTheTests.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            .Where(name => !name.StartsWith("TASKACTORS_ISSUER", StringComparison.Ordinal) && name != "TASKACTORS");

        Assert.All(named, name => Assert.Contains(name, known));
    }

    [Theory]
    [InlineData("deploy/Containerfile", "")]
    [InlineData("deploy/Containerfile.web", "web/")]
    public void What_an_image_is_made_of_is_there(string file, string context)
    {
        var copied = Copies().Matches(Read(file)).SelectMany(match => match.Groups["from"].Value.Split(' ')).ToList();

        Assert.NotEmpty(copied);
        Assert.All(copied, path => Assert.True(Exists(context + path), path));
        Assert.True(File.Exists(Repository.PathOf($"{file}.dockerignore")));
    }

    [Fact]
    public void The_image_is_of_this_version_of_NET_publishes_the_server_and_runs_it()
    {
        var text = Read("deploy/Containerfile");
        var framework = $"{Environment.Version.Major}.{Environment.Version.Minor}";

        Assert.Contains($"FROM mcr.microsoft.com/dotnet/sdk:{framework} AS build", text, StringComparison.Ordinal);
        Assert.Contains($"FROM mcr.microsoft.com/dotnet/aspnet:{framework}\n", text, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Repository.PathOf(Published().Match(text).Groups["project"].Value)));
        Assert.Contains("ENTRYPOINT [\"dotnet\", \"/app/TaskActors.Api.dll\"]", text, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "TaskActors.Api.dll")));
        Assert.Contains("USER $APP_UID", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_that_containers_and_units_run_are_commands()
    {
        var named = new[] { "deploy/Containerfile", "deploy/systemd/taskactors-backup.service" }
            .SelectMany(file => Runs().Matches(Read(file))).Select(match => match.Groups["command"].Value).ToList();

        Assert.Equal(2, named.Count);
        Assert.All(named, command => Assert.Contains(command, Commands, StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_compose_file_builds_is_there_and_what_it_asks_for_is_in_the_example()
    {
        var text = Read("deploy/compose.yaml");
        var example = Read("deploy/.env.example");
        var built = Builds().Matches(text).ToList();

        Assert.Equal(2, built.Count);
        Assert.All(built, build => Assert.True(File.Exists(Path.Combine(
            Repository.PathOf("deploy"), build.Groups["context"].Value, build.Groups["file"].Value)), build.Value));
        Assert.All(
            Asked().Matches(text).Select(match => match.Groups["name"].Value),
            name => Assert.Matches($"(?m)^{name}=", example));
    }

    [SkippableTheory]
    [InlineData("taskactors.service")]
    [InlineData("taskactors-backup.service")]
    [InlineData("taskactors-backup.timer")]
    public async Task Systemd_understands_every_line_of_a_unit(string unit)
    {
        Skip.IfNot(File.Exists("/usr/bin/systemd-analyze"), "There is no systemd-analyze.");
        Skip.IfNot(
            File.Exists("/usr/bin/dotnet"), "It wants the program that a unit starts to be there: /usr/bin/dotnet.");

        var start = new ProcessStartInfo(
            "systemd-analyze", ["verify", "--man=no", Repository.PathOf($"deploy/systemd/{unit}")])
        {
            RedirectStandardError = true, UseShellExecute = false,
        };

        using var verifying = Process.Start(start)!;
        var findings = await verifying.StandardError.ReadToEndAsync();
        await verifying.WaitForExitAsync();

        // What it does not know it only warns of.
        Assert.Equal((0, ""), (verifying.ExitCode, findings));
    }

    private static bool Exists(string path) =>
        File.Exists(Repository.PathOf(path)) || Directory.Exists(Repository.PathOf(path));

    private static string Read(string file) => File.ReadAllText(Repository.PathOf(file));

    [GeneratedRegex("TASKACTORS_[A-Z_]*", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Settings();

    [GeneratedRegex("(?m)^COPY (?<from>[^-].*) \\S+$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Copies();

    [GeneratedRegex("dotnet publish (?<project>\\S+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Published();

    [GeneratedRegex("TaskActors\\.Api\\.dll(\", \"| )(?<command>[a-z-]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Runs();

    [GeneratedRegex(
        "context: (?<context>\\S+)\n +dockerfile: (?<file>\\S+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Builds();

    [GeneratedRegex("\\$\\{(?<name>[A-Z_]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Asked();
}
