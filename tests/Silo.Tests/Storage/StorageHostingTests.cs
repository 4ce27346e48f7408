using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TaskActors.Storage;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Storage;

/// <summary>Storage in a host: open from its start to its stop.</summary>
public sealed class StorageHostingTests : IAsyncLifetime
{
    private static readonly UserId Ada = new("ada");

    private readonly SqliteFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_host_opens_the_store_at_its_start_and_closes_it_at_its_stop()
    {
        using (var host = Build($"sqlite:{_folder.File}"))
        {
            var store = host.Services.GetRequiredService<ITaskStore>();
            var health = host.Services.GetRequiredService<IStorageHealth>();
            Assert.NotNull(await health.CheckAsync(CancellationToken.None));

            await host.StartAsync();
            await store.CommitAsync(First(Ada), CancellationToken.None);
            Assert.Null(await health.CheckAsync(CancellationToken.None));
            Assert.Equal(_folder.File, health.Location);
            await host.StopAsync();

            var late = await Assert.ThrowsAsync<StorageException>(() => store.LoadAsync(Ada, CancellationToken.None));
            Assert.Equal(StorageFailure.Unavailable, late.Failure);
        }

        Assert.False(File.Exists(_folder.File + "-wal"));
        await using var again = await _folder.OpenAsync();
        Assert.Equal(1, (await again.Store.LoadAsync(Ada, CancellationToken.None)).Rev);
    }

    [Fact]
    public async Task Bad_surroundings_stop_the_start_with_their_sentence()
    {
        Directory.CreateDirectory(_folder.File);
        using var host = Build($"sqlite:{_folder.File}");

        var error = await Assert.ThrowsAsync<SetupException>(() => host.StartAsync());

        Assert.Contains("is a directory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_fails_after_the_store_was_opened_lets_the_file_go()
    {
        var builder = Builder($"sqlite:{_folder.File}");
        builder.Services.AddHostedService<NeverStarts>();
        using (var host = builder.Build())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
        }

        await using var again = await _folder.OpenAsync();
    }

    [Fact]
    public async Task A_location_that_is_not_set_stops_the_start()
    {
        using var host = Build("");

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("No storage location is set", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<StorageOptions>> OutOfBounds => new()
    {
        { "owner wait", options => options.OwnerWait = TimeSpan.FromSeconds(-1) },
        { "busy wait", options => options.BusyWait = TimeSpan.FromHours(2) },
        { "queue", options => options.QueueLengthMax = 0 },
        { "group", options => options.GroupLengthMax = 0 },
        { "readers", options => options.ReadersMax = -1 },
    };

    [Theory]
    [MemberData(nameof(OutOfBounds), DisableDiscoveryEnumeration = true)]
    public async Task Options_out_of_their_bounds_stop_the_start(string which, Action<StorageOptions> configure)
    {
        var builder = Builder($"sqlite:{_folder.File}");
        builder.Services.Configure(configure);
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.True(error.Failures.Any(), which);
    }

    private static IHost Build(string location) => Builder(location).Build();

    private static HostApplicationBuilder Builder(string location)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddTaskStore(options =>
        {
            options.Location = location;
            options.OwnerWait = default;
        });
        return builder;
    }

    /// <summary>Fails the start of its host, as a port that is in use would.</summary>
    private sealed class NeverStarts : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The port is in use.");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
