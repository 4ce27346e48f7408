using TaskActors.Storage;
using TaskActors.Testing.Postgres;
using TaskActors.Tests.Storage;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Postgres;

/// <summary>Opening a database: what is made, whose it is, and what is refused in one sentence.</summary>
[Collection(PostgresGroup.Name)]
public sealed class PostgresOpeningTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly UserId Ada = new("ada");

    private PostgresDatabase? _database;

    private PostgresDatabase Database => _database!;

    private StorageOptions AsNode
    {
        get
        {
            var options = Database.Options;
            options.IsShared = true;
            return options;
        }
    }

    public async Task InitializeAsync() => _database = await PostgresDatabase.CreateAsync(postgres.Server);

    public async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task What_was_committed_is_there_after_closing_and_opening_again()
    {
        var first = await Database.OpenAsync();
        await first.Store.CommitAsync(First(Ada), CancellationToken.None);
        await first.DisposeAsync();

        var second = await Database.OpenAsync();

        Assert.Equal(1, (await second.Store.LoadAsync(Ada, CancellationToken.None)).Rev);
        Assert.Matches("^PostgreSQL database tests_[0-9_]+ at 127.0.0.1:[0-9]+$", second.Store.Location);
    }

    [SkippableFact]
    public async Task A_second_owner_waits_for_the_first_and_says_so_once()
    {
        var first = await Database.OpenAsync();
        Assert.Contains("did not let it go within 0 s", await Database.WhyNotAsync(), StringComparison.Ordinal);
        Assert.Contains("Another process owns", await Database.WhyNotAsync(AsNode), StringComparison.Ordinal);
        var options = Database.Options;
        options.OwnerWait = TimeSpan.FromSeconds(30);
        var log = new LinesLogger();

        var second = Database.OpenAsync(options, log);
        await Task.Delay(600);
        Assert.False(second.IsCompleted);
        await first.DisposeAsync();

        await second.WaitAsync(TimeSpan.FromSeconds(10));
        var line = Assert.Single(log.Lines, line => line.Contains("owns", StringComparison.Ordinal));
        Assert.EndsWith("; waiting up to 30 s for it to stop", line, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_death_of_the_owner_frees_the_database_and_the_dead_cannot_write()
    {
        var first = await Database.OpenAsync();
        await first.Store.CommitAsync(First(Ada), CancellationToken.None);
        // What the server sees of a process that died: its session is gone.
        await Database.RunAsync(
            "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            + "AND datname = current_database()");

        var second = await Database.OpenAsync();

        var late = await Assert.ThrowsAsync<StorageException>(
            () => first.Store.CommitAsync(First(new UserId("late")), CancellationToken.None));
        Assert.Equal(StorageFailure.Unavailable, late.Failure);
        await second.Store.CommitAsync(First(new UserId("bob")), CancellationToken.None);
    }

    [SkippableFact]
    public async Task Nodes_of_a_cluster_own_it_together_and_keep_a_single_process_away()
    {
        await Database.OpenAsync(AsNode);
        await Database.OpenAsync(AsNode);

        Assert.Contains("Another process owns", await Database.WhyNotAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Nodes_that_start_together_make_the_tables_once()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Database.OpenAsync(AsNode))));

        Assert.Equal("1", await Database.RunAsync("SELECT count(*) FROM schema_version"));
        Assert.Equal(6, nodes.Length);
    }

    [SkippableFact]
    public async Task Tables_of_other_programs_are_left_alone()
    {
        await Database.RunAsync("CREATE TABLE public.tasks (id int)");
        await (await Database.OpenAsync()).DisposeAsync();
        Assert.Equal("0", await Database.RunAsync("SELECT count(*) FROM public.tasks"));

        await Database.RunAsync("DROP SCHEMA taskactors CASCADE");
        await Database.RunAsync("CREATE SCHEMA taskactors CREATE TABLE tasks (id int)");
        Assert.Contains("holds tables of another program", await Database.WhyNotAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_newer_schema_is_left_as_it_is()
    {
        await (await Database.OpenAsync()).DisposeAsync();
        await Database.RunAsync("UPDATE taskactors.schema_version SET version = 99, least_writer = 99");

        Assert.Contains("which a newer program made", await Database.WhyNotAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_newer_schema_that_allows_this_program_is_served_and_keeps_its_version()
    {
        await (await Database.OpenAsync()).DisposeAsync();
        await Database.RunAsync("UPDATE schema_version SET version = 99");
        var log = new LinesLogger();

        var storage = await Database.OpenAsync(log);
        await storage.Store.CommitAsync(First(Ada), CancellationToken.None);

        Assert.Equal("99", await Database.RunAsync("SELECT version FROM schema_version"));
        Assert.Contains(
            log.Lines, line => line.Contains("has schema 99, which a newer program made", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_database_that_acknowledges_too_early_is_told_not_to()
    {
        var name = new Uri(Database.Url).AbsolutePath[1..];
        await Database.RunAsync($"ALTER DATABASE {name} SET synchronous_commit = off");
        await using var connection = new PostgresConnections(
            PostgresUrl.Parse(Database.Url), TimeSpan.FromSeconds(1)).Open();

        Assert.Equal("on", SqlText.Scalar(connection, "SHOW synchronous_commit"));
    }

    [SkippableFact]
    public async Task A_refusal_of_the_server_is_one_sentence_without_the_password()
    {
        var secret = Uri.EscapeDataString(PostgresServer.Password);
        Skip.IfNot(Database.Url.Contains(secret, StringComparison.Ordinal), "a server of its own has this password");
        var options = Database.Options;
        options.Location = Database.Url.Replace(secret, "hushhush", StringComparison.Ordinal);

        var whyNot = await Database.WhyNotAsync(options);

        Assert.Contains("password authentication failed", whyNot, StringComparison.Ordinal);
        Assert.DoesNotContain("hushhush", whyNot, StringComparison.Ordinal);
    }
}
