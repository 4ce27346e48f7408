using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SQLitePCL;
using TaskActors.Backups;
using TaskActors.Storage;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Storage;

/// <summary>Steps that are killed at any moment, and processes that take them at the same time.</summary>
public sealed class MigrationTests
{
    /// <summary>What SQLite asks about before it runs a statement.</summary>
    private static readonly int[] Statements =
    [
        raw.SQLITE_TRANSACTION, raw.SQLITE_CREATE_TABLE, raw.SQLITE_CREATE_INDEX, raw.SQLITE_ALTER_TABLE,
        raw.SQLITE_INSERT, raw.SQLITE_UPDATE, raw.SQLITE_DELETE, raw.SQLITE_PRAGMA,
    ];

    private static readonly UserId Alice = new("alice");

    /// <summary>0 is a new file.</summary>
    public static TheoryData<int> Versions => [.. Enumerable.Range(0, SqliteSchema.Definition.Newest)];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Wherever_a_step_dies_the_next_start_goes_on(int version)
    {
        var deaths = 0;
        for (var isDead = true; isDead; deaths++)
        {
            SqliteFolder failed = Old(version), killed = new();

            isDead = DiesAt(deaths + 1, failed, killed);

            await AssertServesAsync(failed, version);
            if (isDead)
            {
                await AssertServesAsync(killed, version);
            }

            failed.Delete();
            killed.Delete();
        }

        // To begin, to write and to commit, for the last step and for the proof after it.
        Assert.InRange(deaths, 7, 200);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Of_two_that_start_at_once_one_serves_and_the_other_waits_or_is_refused(int version)
    {
        var folder = Old(version);
        var patient = folder.Options;
        patient.OwnerWait = TimeSpan.FromSeconds(30);
        var log = new LinesLogger();

        var both = Enumerable.Range(0, 2).Select(_ => Task.Run(() => SqliteFolder.OpenAsync(patient, log))).ToList();
        var first = await Task.WhenAny(both);
        var second = both.Single(each => each != first);
        Assert.Contains("Another process owns", await folder.WhyNotAsync(), StringComparison.Ordinal);
        Assert.False(second.IsCompleted);
        await (await first).DisposeAsync();
        await (await second).DisposeAsync();

        Assert.Equal(
            version > 0 ? 1 : 0, log.Lines.Count(line => line.StartsWith("Brought", StringComparison.Ordinal)));
        await AssertServesAsync(folder, version);
        folder.Delete();
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Without_an_owner_those_who_start_together_take_turns(int version)
    {
        var folder = Old(version);
        folder.Run("PRAGMA journal_mode = WAL");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using var connection = SqliteConnections.OpenToPrepare(folder.File, TimeSpan.FromSeconds(10));
            Migrate(folder, connection, NullLogger.Instance);
        })));

        await AssertServesAsync(folder, version);
        folder.Delete();
    }

    /// <summary>
    /// Takes the steps up to this statement; then keeps the files as a death leaves them, and fails.
    /// </summary>
    private static bool DiesAt(int count, SqliteFolder folder, SqliteFolder killed)
    {
        using var connection = SqliteConnections.OpenToPrepare(folder.File, TimeSpan.FromSeconds(1));
        raw.sqlite3_set_authorizer(
            connection.Handle,
            (object _, int action, string of, string _, string _, string _) =>
                Statements.Contains(action) && of != "sqlite_master" && --count == 0 ? Copy() : raw.SQLITE_OK,
            null);
        try
        {
            Migrate(folder, connection, NullLogger.Instance);
            return false;
        }
        catch (SqliteException error) when (error.SqliteErrorCode == raw.SQLITE_AUTH)
        {
            return true;
        }

        int Copy()
        {
            foreach (var file in Directory.GetFiles(folder.Folder))
            {
                File.Copy(file, Path.Combine(killed.Folder, Path.GetFileName(file)));
            }

            return raw.SQLITE_DENY;
        }
    }

    private static void Migrate(SqliteFolder folder, SqliteConnection connection, ILogger logger) =>
        new SchemaMigration(
            SqliteSchema.Definition, new SqliteSchema(folder.File, connection, backsUp: true, logger),
            TimeProvider.System, logger).Run();

    private static SqliteFolder Old(int version)
    {
        var folder = new SqliteFolder();
        folder.Run(version == 0 ? "SELECT 1" : SchemaUpgradeTests.Golden(version));
        return folder;
    }

    private static async Task AssertServesAsync(SqliteFolder folder, int version)
    {
        await using (var storage = await folder.OpenAsync())
        {
            var stored = await storage.Store.LoadAsync(Alice, CancellationToken.None);
            Assert.Equal(version == 0 ? 0 : 5, stored.Rev);
            await storage.Store.CommitAsync(Samples.Next(Alice, stored), CancellationToken.None);
        }

        Assert.Equal("1", folder.Run("SELECT count(*) FROM schema_version"));
        using var output = new StringWriter();
        Assert.True(DatabaseCheck.Run(folder.File, output, CancellationToken.None).IsGood, output.ToString());
    }
}
