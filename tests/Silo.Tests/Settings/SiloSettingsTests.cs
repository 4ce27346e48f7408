using System.Net;
using TaskActors.Settings;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Settings;

/// <summary>The settings that front doors and silo processes read alike.</summary>
public sealed class SiloSettingsTests
{
    [Fact]
    public void Without_any_a_process_is_alone_and_the_times_are_the_measured_ones()
    {
        var cluster = Read().Get<ClusterSettings>();

        Assert.Equal(new ClusterSettings(), cluster);
        Assert.Equal(ClusterShape.Alone, cluster.Shape);
        Assert.Equal(IPAddress.Loopback, cluster.Address);
    }

    [Fact]
    public void Each_is_read()
    {
        var values = Read(
            ("TASKACTORS_CLUSTER", "co-hosted"), ("TASKACTORS_CLUSTER_ID", "blue"),
            ("TASKACTORS_SILO_ADDRESS", "10.0.0.5"), ("TASKACTORS_SILO_PORT", "1"), ("TASKACTORS_GATEWAY_PORT", "2"),
            ("TASKACTORS_STORE", "grain-state"), ("TASKACTORS_PROBE_MS", "500"), ("TASKACTORS_MISSED_PROBES", "3"),
            ("TASKACTORS_DEATH_VOTES", "1"), ("TASKACTORS_TABLE_REFRESH_SECONDS", "6"),
            ("TASKACTORS_ALIVE_SECONDS", "7"), ("TASKACTORS_RESPONSE_SECONDS", "8"), ("TASKACTORS_TASKS_MAX", "9"),
            ("TASKACTORS_TEXT_BYTES_MAX", "1073741824"), ("TASKACTORS_QUEUE_MAX", "11"),
            ("TASKACTORS_MEMORY_MAX_MB", "1048576"), ("TASKACTORS_IDLE_MINUTES", "13"));

        var expected = new ClusterSettings
        {
            Shape = ClusterShape.CoHosted, Id = "blue", Address = IPAddress.Parse("10.0.0.5"), SiloPort = 1,
            GatewayPort = 2, KeepsGrainState = true, ProbeTimeout = TimeSpan.FromMilliseconds(500),
            MissedProbesMax = 3, DeathVotes = 1, TableRefresh = TimeSpan.FromSeconds(6),
            AlivePublish = TimeSpan.FromSeconds(7), ResponseTimeout = TimeSpan.FromSeconds(8),
        };
        Assert.Equal(expected, values.Get<ClusterSettings>());
        Assert.Equal(
            new TaskLimits { TasksMax = 9, TextBytesMax = 1 << 30, QueueLengthMax = 11 }, values.Get<TaskLimits>());
        Assert.Equal(1L << 40, values.Get<UserTasksHostOptions>().MemoryBytesMax);
        Assert.Equal(TimeSpan.FromMinutes(13), values.Get<UserTasksHostOptions>().IdleMax);
    }

    [Theory]
    [InlineData("TASKACTORS_CLUSTER", "silo", "must be one of none, co-hosted, client")]
    [InlineData("TASKACTORS_STORE", "files", "must be one of rows, grain-state")]
    [InlineData("TASKACTORS_SILO_ADDRESS", "here", "must be an IP address")]
    [InlineData("TASKACTORS_SILO_PORT", "70000", "must be a whole number from 1 to 65535")]
    public void A_value_without_its_form_is_one_sentence(string name, string value, string sentence)
    {
        var error = Assert.Throws<SetupException>(() => Read((name, value)));

        Assert.Equal($"{name} {sentence}, not '{value}' (it comes from the environment).", error.Message);
    }

    [Fact]
    public void Settings_of_front_doors_are_no_mistake_in_the_environment_of_a_silo() =>
        Assert.Equal(new ClusterSettings(), Read(("TASKACTORS_BIND", "any")).Get<ClusterSettings>());

    [Fact]
    public async Task A_silo_process_reads_env_and_files_and_tells_all_that_is_wrong()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "minutes");
        await File.WriteAllTextAsync(file, "many\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, ".env"), "TASKACTORS_TASKS_MAX=0\nTASKACTORS_IDLE_MINUTES_FILE=minutes\n");
        await using var silo = new SiloProcess(folder.Path, []);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(silo.StartAsync);

        Assert.Contains(
            "TASKACTORS_TASKS_MAX must be a whole number from 1 to 1000000, not '0' (it comes from .env).",
            error.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"TASKACTORS_IDLE_MINUTES must be a whole number from 1 to 10080, not 'many' (it comes from {file}).",
            error.Message, StringComparison.Ordinal);
    }

    private static SettingValues Read(params (string Name, string Value)[] environment) => SettingValues.Read(
        SiloSettings.All, Path.GetTempPath(), EnvFile.Parse(""),
        environment.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal), refusesUnknown: false);
}
