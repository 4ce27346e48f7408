using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Core;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.TestingHost;
using TaskActors.Cluster;
using TaskActors.Storage;
using TaskActors.Testing;
using TaskActors.Tests.Postgres;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// Orleans' ADO.NET grain storage on a real database, and a store over it for any user: each call reads what is stored,
/// as an activation that was just made does.
/// </summary>
internal sealed class GrainStateDatabase : ITaskStore, IAsyncDisposable
{
    private readonly PostgresDatabase _database;
    private readonly InProcessTestCluster _silo;
    private readonly IGrainStorage _provider;
    private readonly SqlTaskStore _rows;

    private GrainStateDatabase(PostgresDatabase database, InProcessTestCluster silo)
    {
        _database = database;
        _silo = silo;
        // Reading it takes no lock: others may own the database.
        var connections = new PostgresConnections(PostgresUrl.Parse(database.Url), TimeSpan.FromSeconds(1));
        _rows = new SqlTaskStore(
            new PostgresDialect(connections, null, isShared: true), database.Options, TimeProvider.System,
            NullLogger.Instance);
        _provider = silo.GetSiloServiceProvider().GetRequiredKeyedService<IGrainStorage>(GrainStateHosting.Name);
    }

    public PostgresDatabase Database => _database;

    /// <param name="postgres">Where the database is made.</param>
    /// <param name="before">What is run in it before the program sees it.</param>
    public static async Task<GrainStateDatabase> OpenAsync(PostgresFixture postgres, string before = "SELECT 1")
    {
        var database = await PostgresDatabase.CreateAsync(postgres.Server);
        await database.RunAsync(before);
        var options = database.Options;
        options.FurtherSchema = ClusterNode.Schema;
        await (await database.OpenAsync(options)).DisposeAsync();
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.Configure<StorageOptions>(options => options.Location = database.Url);
            silo.Services.AddSingleton(new TaskLimits());
            silo.AddUserTasks(new UserTasksHostOptions { Cluster = new ClusterSettings { KeepsGrainState = true } });
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new GrainStateDatabase(database, cluster);
    }

    public Task<StoredTasks> LoadAsync(UserId user, CancellationToken cancellation) =>
        Of(user).LoadAsync(user, cancellation);

    public Task<long> LoadRevAsync(UserId user, CancellationToken cancellation) =>
        Of(user).LoadRevAsync(user, cancellation);

    public Task CommitAsync(TaskCommit commit, CancellationToken cancellation) =>
        Of(commit.User).CommitAsync(commit, cancellation);

    public Task<Receipt?> FindReceiptAsync(UserId user, string key, CancellationToken cancellation) =>
        Of(user).FindReceiptAsync(user, key, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _rows.DisposeAsync();
        await _database.DisposeAsync();
    }

    private GrainStateTaskStore Of(UserId user) => new(user, new StateOf(_provider, user), _rows);

    /// <summary>One user's state at the provider, under the name that the activation of that user has.</summary>
    private sealed class StateOf(IGrainStorage provider, UserId user) : IStorage<UserState>
    {
        private readonly GrainState<UserState> _state = new(new UserState());

        public UserState State
        {
            get => _state.State!;
            set => _state.State = value;
        }

        public string? Etag => _state.ETag;

        public bool RecordExists => _state.RecordExists;

        private GrainId Id { get; } = GrainId.Create("user-tasks", user.Key);

        public Task ReadStateAsync() => provider.ReadStateAsync(GrainStateHosting.Name, Id, _state);

        public Task WriteStateAsync() => provider.WriteStateAsync(GrainStateHosting.Name, Id, _state);

        public Task ClearStateAsync() => throw new NotSupportedException("A user's state is never cleared.");
    }
}
