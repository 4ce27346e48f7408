using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TaskActors.Storage;
using TaskActors.Testing.Postgres;
using Xunit;

namespace TaskActors.Tests.Postgres;

/// <summary>One real server for all suites that leave it running; each test has a database of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await PostgresServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class PostgresGroup : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}

/// <summary>A database of a test's own, and the storage opened on it as the program opens it.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly List<ITaskStorage> _opened = [];

    private PostgresDatabase(PostgresServer server, string url) => (_server, Url) = (server, url);

    public string Url { get; }

    public StorageOptions Options => new()
    {
        Location = Url, OwnerWait = TimeSpan.Zero, BusyWait = TimeSpan.FromSeconds(1),
    };

    /// <summary>Makes one; skips the test where there is no server.</summary>
    public static async Task<PostgresDatabase> CreateAsync(PostgresServer server)
    {
        Skip.If(server.Url is null, server.WhyNot);
        return new PostgresDatabase(server, await server.NewDatabaseAsync());
    }

    public Task<ITaskStorage> OpenAsync(ILogger? logger = null) => OpenAsync(Options, logger);

    public async Task<ITaskStorage> OpenAsync(StorageOptions options, ILogger? logger = null)
    {
        var storage = await ITaskStorage.OpenAsync(
            options, TimeProvider.System, logger ?? NullLogger.Instance, CancellationToken.None);
        _opened.Add(storage);
        return storage;
    }

    public async Task<string> WhyNotAsync(StorageOptions? options = null)
    {
        var error = await Assert.ThrowsAsync<SetupException>(() => OpenAsync(options ?? Options));
        return error.Message;
    }

    /// <summary>Runs a statement beside the store.</summary>
    /// <returns>The first column of the first row as text.</returns>
    public async Task<string?> RunAsync(string sql) => (await PostgresServer.RunAsync(Url, sql))?.ToString();

    public async ValueTask DisposeAsync()
    {
        foreach (var storage in _opened)
        {
            await storage.DisposeAsync();
        }

        await _server.DropDatabaseAsync(Url);
    }
}
