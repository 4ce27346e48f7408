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

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, SqliteSchema.Newest)];

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

        Assert.Equal($"{SqliteSchema.Newest}", _folder.Run("SELECT max(version) FROM schema_version"));
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

    private static string Golden(int version) => File.ReadAllText(Repository.PathOf(
        string.Create(CultureInfo.InvariantCulture, $"tests/Silo.Tests/Storage/Golden/Schema-{version}.sql")));

    private CheckReport Check() => DatabaseCheck.Run(_folder.File, TextWriter.Null, CancellationToken.None);
}
