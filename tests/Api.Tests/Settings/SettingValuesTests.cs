using TaskActors.Api.Auth;
using TaskActors.Api.Limits;
using TaskActors.Api.Settings;
using TaskActors.Settings;
using Xunit;

namespace TaskActors.Tests.Settings;

/// <summary>What is taken, from where, and what stops the start.</summary>
public sealed class SettingValuesTests
{
    [Theory]
    [InlineData("TASKACTORS_STORAG", "TASKACTORS_STORAGE")]
    [InlineData("TASKACTORS_JWT_ISUER", "TASKACTORS_JWT_ISSUER")]
    [InlineData("taskactors_storage", "TASKACTORS_STORAGE")]
    [InlineData("TASKACTORS_CORS", "TASKACTORS_CORS_ORIGINS")]
    [InlineData("TASKACTORS_IDLE_MIN", "TASKACTORS_IDLE_MINUTES")]
    public void An_unknown_name_stops_the_start_and_the_nearest_is_suggested(string unknown, string nearest)
    {
        var error = Assert.Throws<SetupException>(() => Sources.Read($"{unknown}=x"));

        Assert.Equal(
            $"There is no setting {unknown} (it is set in the environment): did you mean {nearest}?", error.Message);
    }

    [Fact]
    public void An_unknown_name_in_the_file_stops_the_start_too()
    {
        var error = Assert.Throws<SetupException>(() => Sources.Read([], ["TASKACTORS_BINDS=x"]));

        Assert.Equal(
            "There is no setting TASKACTORS_BINDS (it is set in .env): did you mean TASKACTORS_BIND?", error.Message);
    }

    [Fact]
    public void Names_of_others_and_of_the_test_suites_are_nobodys_business()
    {
        var values = Sources.Read(
            ["TASKACTORS_LONG=1", "TASKACTORS_TEST_POSTGRES=x", "HOME=/root"], ["DATABASE_URL=x", "NEXT_PUBLIC_API=y"]);

        Assert.Null(values.Find(SiloSettings.Storage));
    }

    [Theory]
    [InlineData("TASKACTORS_SERVICE_HOST=10.96.0.7")]
    [InlineData("TASKACTORS_SERVICE_PORT=80")]
    [InlineData("TASKACTORS_SERVICE_PORT_HTTP=80")]
    [InlineData("TASKACTORS_SERVICE_PORT_HTTP_2=81")]
    [InlineData("TASKACTORS_PORT=tcp://10.96.0.7:80")]
    [InlineData("TASKACTORS_PORT=udp://10.96.0.7:80")]
    [InlineData("TASKACTORS_PORT_8080_TCP=tcp://10.96.0.7:8080")]
    [InlineData("TASKACTORS_PORT_8080_TCP_PROTO=tcp")]
    [InlineData("TASKACTORS_PORT_8080_TCP_PORT=8080")]
    [InlineData("TASKACTORS_PORT_8080_TCP_ADDR=10.96.0.7")]
    [InlineData("TASKACTORS_PORT_53_UDP_ADDR=10.96.0.7")]
    [InlineData("TASKACTORS_API_SERVICE_HOST=10.96.0.7")]
    [InlineData("TASKACTORS_API_PORT=tcp://10.96.0.7:80")]
    [InlineData("TASKACTORS_API_2_PORT_8080_TCP_ADDR=10.96.0.7")]
    [InlineData("TASKACTORS_ISSUER_SERVICE_PORT=80")]
    [InlineData("TASKACTORS_SILO_PORT=tcp://10.96.0.7:11111")]
    [InlineData("TASKACTORS_GATEWAY_PORT=sctp://[fd00::7]:30000")]
    public void What_Kubernetes_injects_for_a_service_is_no_setting(string line)
    {
        var host = SettingsRegistration.HostFrom(Sources.Read(line));

        Assert.Equal(new ClusterSettings(), host.Cluster);
    }

    [Theory]
    [InlineData("TASKACTORS_PORT=8080")]
    [InlineData("TASKACTORS_PORT=http://10.96.0.7")]
    [InlineData("TASKACTORS_PORT_HTTP=80")]
    [InlineData("TASKACTORS_PORT_8080=tcp://10.96.0.7")]
    [InlineData("TASKACTORS_SERVICE=taskactors")]
    [InlineData("TASKACTORS_SERVICE_HOSTS=10.96.0.7")]
    [InlineData("TASKACTORS_SILO_PORT=http://10.96.0.7")]
    [InlineData("taskactors_service_host=10.96.0.7")]
    public void What_only_looks_like_a_variable_of_Kubernetes_stops_the_start(string line) =>
        Assert.Throws<SetupException>(() => Sources.Read(line));

    [Fact]
    public void A_variable_of_Kubernetes_in_the_file_stops_the_start() =>
        Assert.Throws<SetupException>(() => Sources.Read([], ["TASKACTORS_SERVICE_HOST=10.96.0.7"]));

    [Theory]
    [InlineData("PORT", "abc",
        "PORT must be a whole number from 0 to 65535, not 'abc' (it comes from the environment).")]
    [InlineData("PORT", "65536",
        "PORT must be a whole number from 0 to 65535, not '65536' (it comes from the environment).")]
    [InlineData("PORT", "-1",
        "PORT must be a whole number from 0 to 65535, not '-1' (it comes from the environment).")]
    [InlineData("TASKACTORS_BIND", "nowhere",
        "TASKACTORS_BIND must be an IP address, localhost, or any, not 'nowhere' (it comes from the environment).")]
    [InlineData("TASKACTORS_ALLOW_SHORT_SECRET", "yes",
        "TASKACTORS_ALLOW_SHORT_SECRET must be true or false, not 'yes' (it comes from the environment).")]
    [InlineData("TASKACTORS_STORAGE", "mysql://u:password@h",
        "TASKACTORS_STORAGE must be sqlite: and the path of a file, for example sqlite:data/tasks.db, "
        + "or the address of a PostgreSQL database, postgresql://user:password@host:5432/database "
        + "(it comes from the environment).")]
    [InlineData("TASKACTORS_STORAGE", "postgresql://u:password@h:port/d",
        "TASKACTORS_STORAGE must be sqlite: and the path of a file, for example sqlite:data/tasks.db, "
        + "or the address of a PostgreSQL database, postgresql://user:password@host:5432/database "
        + "(it comes from the environment).")]
    public void A_value_without_its_form_stops_the_start(string name, string value, string sentence)
    {
        var error = Assert.Throws<SetupException>(() => Sources.Read($"{name}={value}"));

        Assert.Equal(sentence, error.Message);
    }

    [Theory]
    [InlineData("TASKACTORS_STORAGE=sqlite:")]
    [InlineData("TASKACTORS_CORS_ORIGINS=https://a.example/path")]
    [InlineData("TASKACTORS_CORS_ORIGINS=https://a.example,*")]
    [InlineData("TASKACTORS_CORS_ORIGINS=a.example")]
    [InlineData("TASKACTORS_PUBLIC_URL=ftp://a.example")]
    [InlineData("TASKACTORS_PUBLIC_URL=https://a.example/?x=1")]
    [InlineData("TASKACTORS_TRUSTED_PROXIES=10.0.0.0/8,proxy")]
    [InlineData("TASKACTORS_TASKS_MAX=0")]
    [InlineData("TASKACTORS_TASKS_MAX=1e3")]
    [InlineData("TASKACTORS_TEXT_BYTES_MAX=8MB")]
    [InlineData("TASKACTORS_MEMORY_MAX_MB=")]
    [InlineData("TASKACTORS_IDLE_MINUTES=1.5")]
    public void Values_are_checked_at_the_start_unless_they_are_empty(string line)
    {
        if (line.EndsWith('='))
        {
            Assert.Equal(new UserTasksHostOptions(), Sources.Read(line).Get<UserTasksHostOptions>());
            return;
        }

        Assert.Throws<SetupException>(() => Sources.Read(line));
    }

    [Fact]
    public void The_examples_of_the_catalogue_are_good_values()
    {
        var settings = SettingsCatalogue.All.Where(setting => !setting.IsSecret)
            .Select(setting => setting.Of("A1")).ToArray();

        var values = Sources.Read([.. settings.Select(setting => $"{setting.Name}={setting.Example}")]);

        Assert.All(settings, setting => Assert.NotNull(values.Find(setting)));
    }

    [Fact]
    public void The_environment_wins_over_the_file()
    {
        var values = Sources.Read(["PORT=1"], ["PORT=2", "TASKACTORS_IDLE_MINUTES=3"]);

        Assert.Equal(1, values.Get<ListenOptions>().Port);
        Assert.Equal(3, values.Get<UserTasksHostOptions>().IdleMax.TotalMinutes);
        Assert.Equal("from the environment", values.OriginOf(SettingsCatalogue.Port));
    }

    [Fact]
    public void A_secret_is_never_trimmed_and_others_are()
    {
        var values = Sources.Read("BETTER_AUTH_SECRET=  a secret \t", "TASKACTORS_JWT_ISSUER= https://a.example ");

        Assert.Equal("  a secret \t", values.Find(SettingsCatalogue.Secret));
        Assert.Equal("https://a.example", values.Get<TokenOptions>().Issuer);
    }

    [Theory]
    [InlineData("http://localhost:8000", "ASPNETCORE_ENVIRONMENT=Development")]
    [InlineData("http://*:8000")]
    [InlineData("http://*:9000", "PORT=9000")]
    [InlineData("http://127.0.0.1:0", "ASPNETCORE_ENVIRONMENT=Development", "PORT=0")]
    [InlineData("http://[::1]:8000", "TASKACTORS_BIND=::1")]
    [InlineData("http://10.0.0.7:80", "TASKACTORS_BIND=10.0.0.7", "PORT=80", "ASPNETCORE_URLS=http://*:1")]
    [InlineData("http://*:5000", "ASPNETCORE_URLS=http://*:5000")]
    public void The_address_follows_from_port_bind_and_urls(string expected, params string[] lines) =>
        Assert.Equal(expected, Addresses(Sources.Read(lines)));

    [Fact]
    public void The_address_of_the_command_line_comes_before_all() =>
        Assert.Equal("http://*:7", Addresses(Sources.Read(
            ["PORT=1", "TASKACTORS_BIND=::1", "ASPNETCORE_URLS=http://*:2"], [], null,
            "ASPNETCORE_URLS=http://*:7", "PORT=", "TASKACTORS_BIND=")));

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var error = Assert.Throws<SetupException>(() => Sources.Read(
            ["PORT=http", "TASKACTORS_STORAG=x", "BETTER_AUTH_SECRET_FILE=nowhere"], ["TASKACTORS_TASKS_MAX=0"]));

        var lines = error.Message.Split(Environment.NewLine);
        Assert.Equal(4, lines.Length);
        Assert.All(
            ["PORT must be", "There is no setting TASKACTORS_STORAG ", "BETTER_AUTH_SECRET_FILE names a file",
                "TASKACTORS_TASKS_MAX must be a whole number from 1 to 1000000, not '0' (it comes from .env)."],
            start => Assert.Single(lines, line => line.StartsWith(start, StringComparison.Ordinal)));
    }

    /// <summary>The help says what holds when nothing is set; the options hold it.</summary>
    [Fact]
    public void The_defaults_of_the_catalogue_are_those_of_the_options()
    {
        string[] lines =
        [
            .. SettingsCatalogue.All.Where(setting => setting.Use != SettingUse.None && !setting.IsSecret)
                .Where(setting => setting.Default.All(char.IsAsciiDigit) && setting.Name != "PORT"
                    || setting.Name is "TASKACTORS_SILO_ADDRESS" or "TASKACTORS_CLUSTER_ID" or "TASKACTORS_STORE")
                .Select(setting => $"{setting.Name}={setting.Default}"),
        ];

        var values = Sources.Read(lines);

        Assert.InRange(lines.Length, 25, 100);
        Assert.Equal(new TaskLimits(), values.Get<TaskLimits>());
        Assert.Equal(new UserTasksHostOptions().IdleMax, values.Get<UserTasksHostOptions>().IdleMax);
        Assert.Equal(new UserTasksHostOptions().MemoryBytesMax, values.Get<UserTasksHostOptions>().MemoryBytesMax);
        Assert.Equal(new ClusterSettings(), values.Get<ClusterSettings>());
        Assert.Equivalent(new RequestLimitOptions(), values.Get<RequestLimitOptions>());
        Assert.Equivalent(new ConnectionLimits(), values.Get<ConnectionLimits>());
        Assert.Equal(new TokenOptions().RefreshEvery, values.Get<TokenOptions>().RefreshEvery);
    }

    [Fact]
    public void Storage_has_a_default_in_development_only()
    {
        var folder = Path.GetTempPath();
        var development = Sources.Read(["ASPNETCORE_ENVIRONMENT=Development"], [], folder);

        var error = Assert.Throws<SetupException>(() => StorageAddress.From(Sources.Read()));

        Assert.Equal(Path.Combine(folder, "data", "tasks.db"), StorageAddress.From(development).Location.FilePath);
        Assert.StartsWith(
            "TASKACTORS_STORAGE is not set: outside Development", error.Message, StringComparison.Ordinal);
    }

    private static string Addresses(SettingValues values) =>
        values.Get<ListenOptions>().Addresses(values.IsDevelopment);
}
