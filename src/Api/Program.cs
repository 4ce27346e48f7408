using TaskActors.Api.Auditing;
using TaskActors.Api.Auth;
using TaskActors.Api.CommandLine;
using TaskActors.Api.Settings;
using TaskActors.Api.Signals;
using TaskActors.Api.Watching;
using TaskActors.Settings;
using TaskActors.Storage;

namespace TaskActors.Api;

/// <summary>The composition root: which parts there are, and in which order a request meets them.</summary>
internal static class Program
{
    /// <summary>
    /// Settings are read once. To notice changes of its own file, the platform would watch the whole working folder,
    /// the database below it included, and hear of every write to that.
    /// </summary>
    private static readonly string[] HostSettings = ["--hostBuilder:reloadConfigOnChange=false"];

    public static Task<int> Main(string[] args) => TaskActorsCommand.RunAsync(args);

    public static WebApplication Build(SettingValues values, StartGate gate)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = values.EnvironmentName, Args = HostSettings });
        gate.Guard(builder.Logging);
        builder.AddServerDefaults(values);
        builder.AddSettings(values);
        builder.AddSignals(values);
        builder.AddAudit(values);
        builder.AddTokens();
        builder.AddTasksApi();
        var host = SettingsRegistration.HostFrom(values);
        builder.AddTaskStore(options =>
        {
            options.Location = StorageAddress.From(values).Text;
            options.IsShared = host.Cluster.Shape != ClusterShape.Alone;
        });
        builder.AddUserTasksGrains(host, SettingsRegistration.LimitsFrom(values));

        builder.Services.AddHostedService<WatchServer>();

        return builder.Build().MapTasksApi();
    }
}
