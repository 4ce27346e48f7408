using System.Globalization;
using TaskActors.Backups;
using TaskActors.Storage;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Storage;

/// <summary>
/// A file of every version that ever wrote one is kept as text: each must open, keep what is in it, and go on.
/// </summary>
public sealed class SchemaUpgradeTests : IDisposable
{
    private static readonly UserId Alice = new("alice");

    private readonly SqliteFolder _folder = new();

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, SqliteSchema.Definition.Newest)];

    public void Dispose() => _folder.Delete();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_file_of_every_version_is_brought_up_to_date_and_keeps_what_is_in_it(int version)
    {
        _folder.Run(Golden(version));

        await using (var storage = await _folder.OpenAsync())
        {
            var stored = await storage.Store.LoadAsync(Alice, CancellationToken.None);
            var receipt = await storage.Store.FindReceiptAsync(Alice, "first", CancellationToken.None);

            Assert.Equal((5, 4, 0), (stored.Rev, stored.NextId, stored.Floor));
            Assert.Equal("Buy milk, Call", string.Join(", ", stored.Tasks.Select(task => task.Title)));
            Assert.Equal("two\nlitres", stored.Tasks[0].Description);
            Assert.Equal("home 🌱", string.Join(" ", stored.Tasks[0].Tags));
            Assert.Equal(new TaskId(3), Assert.Single(stored.Tombstones).Id);
            Assert.Equal(new TaskId(1), receipt!.Answer.Task!.Id);
            await storage.Store.CommitAsync(Samples.Next(Alice, stored), CancellationToken.None);
        }

        Assert.Equal($"{SqliteSchema.Definition.Newest}", _folder.Run("SELECT max(version) FROM schema_version"));
        Assert.Equal(new CheckReport { Users = 2, Tasks = 4, Tombstones = 1, Receipts = 1 }, Check());
    }

    [Fact]
    public async Task What_was_brought_up_to_date_is_what_a_new_file_is()
    {
        var anew = new SqliteFolder();
        await (await anew.OpenAsync()).DisposeAsync();
        _folder.Run(Golden(1));

        await (await _folder.OpenAsync()).DisposeAsync();

        const string schema = "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)";
        Assert.Equal(anew.Run(schema), _folder.Run(schema));
        anew.Delete();
    }

    [Fact]
    public async Task Before_its_first_step_a_file_is_copied_beside_itself_for_its_owner_only()
    {
        _folder.Run(Golden(1));
        var log = new LinesLogger();

        await (await _folder.OpenAsync(log)).DisposeAsync();

        var backup = _folder.File + ".schema-1.backup";
        Assert.Equal($"{_folder.File} {_folder.File}.lock {backup}", Names());
        Assert.Contains(log.Lines, line => line.Contains(backup, StringComparison.Ordinal));
        Assert.Contains($"Brought '{_folder.File}' from schema 1 to 3", log.Lines, StringComparer.Ordinal);
        using var output = new StringWriter();
        Assert.True(DatabaseCheck.Run(backup, output, CancellationToken.None).IsGood);
        Assert.Contains("schema version 1", output.ToString(), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup));
        }
    }

    [Fact]
    public async Task Neither_a_new_file_nor_one_that_is_up_to_date_is_copied()
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        await (await _folder.OpenAsync()).DisposeAsync();

        Assert.Equal($"{_folder.File} {_folder.File}.lock", Names());
    }

    [Fact]
    public async Task A_file_that_cannot_be_copied_is_left_at_its_version()
    {
        _folder.Run(Golden(1));
        Directory.CreateDirectory(_folder.File + ".schema-1.backup");

        var whyNot = await _folder.WhyNotAsync();

        Assert.StartsWith($"The storage '{_folder.File}' cannot be opened: ", whyNot, StringComparison.Ordinal);
        Assert.Equal("1", _folder.Run("SELECT max(version) FROM schema_version"));
        Assert.Empty(Directory.GetFiles(_folder.Folder, "*.partial"));
    }

    private string Names() =>
        string.Join(' ', Directory.GetFileSystemEntries(_folder.Folder).Order(StringComparer.Ordinal));

    internal static string Golden(int version) => File.ReadAllText(Repository.PathOf(
        string.Create(CultureInfo.InvariantCulture, $"tests/Silo.Tests/Storage/Golden/Schema-{version}.sql")));

    private CheckReport Check() => DatabaseCheck.Run(_folder.File, TextWriter.Null, CancellationToken.None);
}
