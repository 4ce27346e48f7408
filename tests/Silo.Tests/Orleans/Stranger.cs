using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using TaskActors.Cluster;
using TaskActors.Testing.Processes;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// A program of another user of the machine: as a silo or a client of the cluster whose silo is at a port, it reads a
/// list. It is a process of its own because a silo whose start fails cannot be stopped, and keeps a core busy.
/// </summary>
internal static class Stranger
{
    private const string Read = "read a list";
    private const string KeptOut = "kept out: ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="kind">silo or client.</param>
    /// <param name="port">Where the silo is that it wants to reach.</param>
    /// <returns>Whether it was kept out.</returns>
    public static async Task<bool> IsKeptOutAsync(string kind, int port)
    {
        var output = await Programs.OutputAsync(
            "dotnet", typeof(Stranger).Assembly.Location, kind, port.ToString(CultureInfo.InvariantCulture));
        return output.StartsWith(KeptOut, StringComparison.Ordinal) ? true
            : output.StartsWith(Read, StringComparison.Ordinal) ? false
            : throw new InvalidOperationException("The stranger said nothing of use: " + output);
    }

    /// <summary>The program itself; the tests of this assembly do not start here.</summary>
    public static async Task<int> Main(string[] arguments)
    {
        using var host = Host(arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture));
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await host.StartAsync(patience.Token);
            var alice = host.Services.GetRequiredService<IGrainFactory>()
                .GetGrain<IUserTasksGrain>(new UserId("alice").Key);
            await alice.SummaryAsync(patience.Token).AsTask().WaitAsync(patience.Token);
            Console.WriteLine(Read);
        }
        catch (Exception error)
        {
            Console.WriteLine(KeptOut + error.Message);
        }

        Environment.Exit(0);
        return 0;
    }

    private static IHost Host(string kind, int port)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        var cluster = new ClusterSettings().Id;
        if (kind == "silo")
        {
            builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePorts.Take(), gatewayPort: 0,
                new IPEndPoint(IPAddress.Loopback, port), ClusterNode.ServiceId, cluster));
        }
        else
        {
            builder.UseOrleansClient(client => client.UseLocalhostClustering(port, ClusterNode.ServiceId, cluster));
        }

        return builder.Build();
    }
}
