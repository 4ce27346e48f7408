using TaskActors.Tests.Postgres;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>One silo with grain storage for all tests of a class; each test finds it empty.</summary>
public sealed class GrainStateFixture(PostgresFixture postgres) : IAsyncLifetime
{
    private GrainStateDatabase? _database;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    internal async Task<GrainStateDatabase> OpenAsync()
    {
        _database ??= await GrainStateDatabase.OpenAsync(postgres);
        await _database.Database.RunAsync("TRUNCATE grain_states");
        return _database;
    }
}
