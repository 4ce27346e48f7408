using TaskActors.Api.Settings;
using TaskActors.Settings;
using TaskActors.Storage;

namespace TaskActors.Api.CommandLine;

/// <summary>The storage that the server would use, opened as the server opens it, without a server.</summary>
internal sealed class MovingInTarget : IAsyncDisposable
{
    // Somebody sits before it: half a minute of silence helps nobody.
    private static readonly TimeSpan OwnerWait = TimeSpan.FromSeconds(1);

    private readonly IHost? _host;

    private MovingInTarget(StorageAddress address, IHost? host) => (Description, _host) = ($"{address}", host);

    public string Description { get; }

    /// <summary>Null if there is no storage yet, and nothing is to be written.</summary>
    public ITaskStore? Store => _host?.Services.GetRequiredService<ITaskStore>();

    /// <summary>Ends when somebody asks the program to stop.</summary>
    public CancellationToken Stopping =>
        _host?.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping ?? CancellationToken.None;

    /// <exception cref="SetupException">It cannot be opened: a server is running, say.</exception>
    public static async Task<MovingInTarget> OpenAsync(
        SettingValues values, bool isDryRun, CancellationToken cancellation)
    {
        var address = StorageAddress.From(values);
        if (isDryRun && address.Location.FilePath is { } path && !File.Exists(path))
        {
            return new MovingInTarget(address, host: null);
        }

        var builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { EnvironmentName = values.EnvironmentName });
        builder.AddTaskStore(options =>
        {
            options.Location = address.Text;
            options.OwnerWait = OwnerWait;
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellation);
            return new MovingInTarget(address, host);
        }
        catch
        {
            await DisposeAsync(host);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await DisposeAsync(_host);
        }
    }

    /// <summary>The store writes what waits when it is disposed of, which only this way is awaited.</summary>
    private static ValueTask DisposeAsync(IHost host) => ((IAsyncDisposable)host).DisposeAsync();
}
