using System.Globalization;
using TaskActors.Storage;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Postgres;

/// <summary>A database of every version that ever wrote one is kept as text: each must open, and go on.</summary>
[Collection(PostgresGroup.Name)]
public sealed class PostgresUpgradeTests(PostgresFixture postgres)
{
    private const string Columns = """
        SELECT string_agg(concat_ws(' ', table_name, column_name, data_type, is_nullable, collation_name), ';'
               ORDER BY table_name, column_name)
          FROM information_schema.columns WHERE table_schema = 'taskactors'
        """;

    private const string Indexes =
        "SELECT string_agg(indexdef, ';' ORDER BY indexname) FROM pg_indexes WHERE schemaname = 'taskactors'";

    private static readonly UserId Alice = new("alice");

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, PostgresSchema.Definition.Newest)];

    [SkippableTheory]
    [MemberData(nameof(Versions))]
    public async Task A_database_of_every_version_is_brought_up_to_date_and_keeps_what_is_in_it(int version)
    {
        await using var database = await PostgresDatabase.CreateAsync(postgres.Server);
        await database.RunAsync(Golden(version));

        var storage = await database.OpenAsync();

        var stored = await storage.Store.LoadAsync(Alice, CancellationToken.None);
        var receipt = await storage.Store.FindReceiptAsync(Alice, "first", CancellationToken.None);
        Assert.Equal((5, 4, 0), (stored.Rev, stored.NextId, stored.Floor));
        Assert.Equal("Buy milk, Call", string.Join(", ", stored.Tasks.Select(task => task.Title)));
        Assert.Equal("two\nlitres", stored.Tasks[0].Description);
        Assert.Equal("home 🌱", string.Join(" ", stored.Tasks[0].Tags));
        Assert.Equal(new TaskId(3), Assert.Single(stored.Tombstones).Id);
        Assert.Equal(new TaskId(1), receipt!.Answer.Task!.Id);
        await storage.Store.CommitAsync(Samples.Next(Alice, stored), CancellationToken.None);
        Assert.Equal(
            $"{PostgresSchema.Definition.Newest}",
            await database.RunAsync("SELECT max(version) FROM taskactors.schema_version"));
    }

    [SkippableFact]
    public async Task What_was_brought_up_to_date_is_what_a_new_database_is()
    {
        await using var old = await PostgresDatabase.CreateAsync(postgres.Server);
        await using var anew = await PostgresDatabase.CreateAsync(postgres.Server);
        await old.RunAsync(Golden(1));

        await old.OpenAsync();
        await anew.OpenAsync();

        Assert.NotEmpty((await anew.RunAsync(Columns))!);
        Assert.Equal(await anew.RunAsync(Columns), await old.RunAsync(Columns));
        Assert.Equal(await anew.RunAsync(Indexes), await old.RunAsync(Indexes));
    }

    internal static string Golden(int version) => File.ReadAllText(Repository.PathOf(
        string.Create(CultureInfo.InvariantCulture, $"tests/Silo.Tests/Storage/Golden/Postgres-{version}.sql")));
}
