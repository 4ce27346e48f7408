using Orleans.Runtime;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>What is left when one of two silos goes: everything that was acknowledged.</summary>
public sealed class LosingASiloTests : IAsyncLifetime
{
    private const int Users = 40;

    private readonly MemoryTaskStore _store = new();
    private readonly TwoSilos _silos = new();
    private IHostUnderTest? _host;

    public async Task InitializeAsync()
    {
        await _silos.InitializeAsync();
        _host = await _silos.StartAsync(new HostSetup(_store, new TaskLimits()));
    }

    public Task DisposeAsync() => _silos.DisposeAsync();

    [Fact]
    public async Task Grains_live_on_both_silos_and_there_is_one_kind_of_them()
    {
        await AddToAllAsync("first");

        var statistics = await _silos.Cluster.Client.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();

        var grains = statistics
            .Where(row => row.GrainType.Contains("UserTasksGrain", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, grains.Select(row => row.SiloAddress).Distinct().Count());
        Assert.Equal(Users, grains.Sum(row => row.ActivationCount));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_silo_that_stops_or_is_killed_loses_nothing_and_its_grains_move(bool politely)
    {
        await AddToAllAsync("before");
        var cluster = _silos.Cluster;
        var lost = cluster.Silos[^1];

        await (politely ? cluster.StopSiloAsync(lost) : cluster.KillSiloAsync(lost));
        await AddToAllAsync("after");

        for (var user = 0; user < Users; user++)
        {
            Assert.Equal(["before", "after"], await TasksOf(user).TitlesAsync());
        }
    }

    private async Task AddToAllAsync(string title)
    {
        for (var user = 0; user < Users; user++)
        {
            await AddAsync(user, title);
        }
    }

    /// <summary>Adds unless it is there: the answer of a call to a silo that dies tells nothing.</summary>
    private async Task AddAsync(int user, string title)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                if ((await TasksOf(user).TitlesAsync()).Contains(title, StringComparer.Ordinal)
                    || (await TasksOf(user).AddAsync(title)).IsSuccess)
                {
                    return;
                }
            }
            catch (ActorUnavailableException) when (tries < 60)
            {
                await Task.Delay(500);
            }
        }
    }

    private UserTasksCalls TasksOf(int user) => _host!.Of(new UserId($"user-{user}"));
}
