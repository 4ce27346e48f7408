using TaskActors.Api.Auth;
using TaskActors.Api.CommandLine;
using TaskActors.Api.Settings;
using TaskActors.Storage;

namespace TaskActors.Api;

/// <summary>The composition root: which parts there are, and in which order a request meets them.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => TaskActorsCommand.RunAsync(args);

    public static WebApplication Build(SettingValues values, StartGate gate)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = values.EnvironmentName });
        gate.Guard(builder.Logging);
        builder.AddServerDefaults(values);
        builder.AddSettings(values);
        builder.AddTokens();
        builder.AddTasksApi();
        var host = SettingsRegistration.HostFrom(values);
        builder.AddTaskStore(options =>
        {
            options.Location = StorageAddress.From(values).Text;
            options.IsShared = host.Cluster.Shape != ClusterShape.Alone;
        });
        builder.AddUserTasksGrains(host, SettingsRegistration.LimitsFrom(values));

        return builder.Build().MapTasksApi();
    }
}
