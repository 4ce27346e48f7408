using TaskActors.Backups;
using TaskActors.Storage;
using TaskActors.Tests.Storage;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Backups;

/// <summary>The check finds what was planted, says it in a sentence, and leaves the file as it is.</summary>
public sealed class DatabaseCheckTests : IAsyncLifetime
{
    private static readonly UserId Ada = new("ada");

    private readonly SqliteFolder _folder = new();

    public async Task InitializeAsync()
    {
        await using var storage = await _folder.OpenAsync();
        await storage.Store.CommitAsync(First(Ada), CancellationToken.None);
        var next = Next(Ada, await storage.Store.LoadAsync(Ada, CancellationToken.None));
        var answer = TaskResult.Of(next.Saved[0], next.Rev);
        await storage.Store.CommitAsync(
            next with
            {
                Removed = [new TaskId(1)],
                Tombstones = [new Tombstone(new TaskId(1), 2, Noon)],
                Receipts = [new Receipt("key", "print", answer, Noon)],
            },
            CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    [Fact]
    public void Nothing_is_found_where_nothing_is_wrong()
    {
        var (report, said) = Check();

        Assert.Equal(new CheckReport { Users = 1, Tasks = 1, Tombstones = 1, Receipts = 1 }, report);
        Assert.DoesNotContain("wrong:", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE tasks SET priority = 'urgent'", "User u-ada has task 2, which cannot be read: priority is")]
    [InlineData("UPDATE tasks SET title = ''", "User u-ada has task 2, which breaks a rule: The title must not be")]
    [InlineData("UPDATE tasks SET tags = '[\"a\",\"a\"]'", "breaks a rule: A tag may stand only once.")]
    [InlineData("UPDATE tasks SET id = 9", "User u-ada has task 9, whose id was never given out.")]
    [InlineData("UPDATE tasks SET rev = 9", "User u-ada has task 2 at rev 9, which was never reached.")]
    [InlineData("UPDATE tasks SET id = 1", "User u-ada has task 1, and its deletion too.")]
    [InlineData("UPDATE tombstones SET rev = 0", "has a deletion of task 1 at rev 0, which is not between floor")]
    [InlineData("UPDATE tombstones SET deleted_at = 'then'", "Row 1 of user u-ada in tombstones cannot be read")]
    [InlineData("UPDATE users SET floor = 9", "User u-ada has a floor that is not between 0 and its rev.")]
    [InlineData("UPDATE users SET committed_at = ''", "Row 1 of user u-ada in users cannot be read")]
    [InlineData("UPDATE receipts SET answer = '{'", "Row 1 of user u-ada in receipts cannot be read")]
    [InlineData("DELETE FROM users", "User u-ada has rows of tasks, deletions or receipts, but none in users.")]
    [InlineData("UPDATE users SET user_key = 'ada'", "Row 1 of user ada in users cannot be read: A key of a user's")]
    [InlineData("DROP INDEX receipts_seq", "The index receipts_seq is missing.")]
    [InlineData("DROP TABLE tombstones", "The table tombstones is missing.")]
    [InlineData("CREATE TABLE notes (text TEXT)", "The table notes is not one of this program's.")]
    [InlineData("ALTER TABLE users ADD COLUMN more TEXT", "The table users is not as this program makes it.")]
    [InlineData("DELETE FROM schema_version", "The file does not say which version its schema has.")]
    [InlineData("INSERT INTO restores VALUES ('', 7)", "User u-ada has a rev below those of new users.")]
    public void Damage_is_named_and_left(string damage, string sentence)
    {
        _folder.Run(damage);
        var before = File.ReadAllBytes(_folder.File);

        var (report, said) = Check();

        Assert.True(report.Findings > 0, said);
        Assert.Contains("wrong: ", said, StringComparison.Ordinal);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder.File));
    }

    [Fact]
    public void A_damaged_page_is_found()
    {
        var (page, bytes) = (
            int.Parse(_folder.Run("SELECT rootpage FROM sqlite_schema WHERE name = 'tasks'")!, null),
            File.ReadAllBytes(_folder.File));
        bytes.AsSpan((page - 1) * 4_096, 4_096).Fill(0xA5);
        File.WriteAllBytes(_folder.File, bytes);

        var (report, said) = Check();

        Assert.True(report.Findings > 1, said);
        Assert.Contains("The file is damaged: ", said, StringComparison.Ordinal);
        Assert.Contains("The tasks of user u-ada cannot be read", said, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_that_disagrees_with_its_table_is_found()
    {
        // A key that the index does not have: as SQLite itself would never leave it.
        _folder.Run("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'receipts_seq'");
        _folder.Run("INSERT INTO receipts SELECT user_key, 'other', 2, fingerprint, answer, created_at FROM receipts");

        var (report, said) = Check();

        Assert.False(report.IsGood);
        Assert.Contains("The index receipts_seq is missing.", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_sentences_are_enough_and_all_are_counted()
    {
        _folder.Run(
            """
            WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 250)
            INSERT INTO tombstones SELECT 'u-stray-' || n, 1, 1, '2026-03-01T12:00:00Z' FROM n
            """);

        var (report, said) = Check();

        Assert.Equal(250, report.Findings);
        Assert.Equal(100, said.Split("wrong: ").Length - 1);
    }

    [Theory]
    [InlineData("PRAGMA application_id = 7", "is a database of another program")]
    [InlineData("UPDATE schema_version SET version = 9, least_writer = 9", "has schema version 9, which a newer")]
    public void What_is_not_its_own_is_refused(string change, string sentence)
    {
        _folder.Run(change);

        var error = Assert.Throws<SetupException>(() => Check());

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    private (CheckReport Report, string Said) Check()
    {
        using var output = new StringWriter();
        var report = DatabaseCheck.Run(_folder.File, output, CancellationToken.None);
        return (report, output.ToString());
    }
}
