using TaskActors.MovingIn;
using TaskActors.Storage;
using TaskActors.Tests.Storage;
using Xunit;

namespace TaskActors.Tests.MovingIn;

/// <summary>Finding the table and its columns, by looking or by name; and addresses.</summary>
public sealed class SourceTableTests : IDisposable
{
    private readonly SqliteFolder _target = new();

    private string From => Path.Combine(_target.Folder, "app.db");

    public void Dispose() => _target.Delete();

    [Fact]
    public async Task Named_columns_win_and_others_are_found()
    {
        SourceApp.MakeSqlite(
            From,
            "CREATE TABLE \"my \"\"todos\" (id, owner_id, name, \"finished?\", made)",
            "INSERT INTO \"my \"\"todos\" VALUES (3, 'u', 'T', 'true', '2026-01-01T12:00:00+02:00')");
        var options = MovingInRun.Options with
        {
            Table = "my \"todos",
            Columns = new Dictionary<SourceField, string>
            {
                [SourceFields.Completed] = "finished?", [SourceFields.CreatedAt] = "made",
            },
        };

        var run = await MovingInRun.OfAsync(_target, From, options);

        var task = Assert.Single((await MovingInRun.LoadAsync(_target, "u")).Tasks);
        Assert.Equal(Instants.Parse("2026-01-01T10:00:00Z"), task.CreatedAt);
        Assert.Equal(task.CreatedAt, task.CompletedAt);
        Assert.Contains("completed from finished?", run.Output, StringComparison.Ordinal);
        Assert.Contains("without description", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("has no table task or tasks", "CREATE TABLE notes (id)")]
    [InlineData("no column for completed", "CREATE TABLE task (id, user_id, title)")]
    [InlineData("(task, todos): name the right one", "CREATE TABLE task (id)", "CREATE TABLE todos (id)")]
    public async Task A_table_that_does_not_fit_is_one_sentence(string sentence, params string[] tables)
    {
        SourceApp.MakeSqlite(From, tables);

        var run = await MovingInRun.OfAsync(_target, From);

        Assert.Contains(sentence, run.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://u:p%40ss@db.example.com/app?sslmode=require", "app at db.example.com:5432")]
    [InlineData("postgresql+psycopg2://u:p:a/s?s#x@localhost:6543/app", "app at localhost:6543")]
    [InlineData("postgresql+asyncpg://u:p@[::1]:5433/app?ssl=require&channel_binding=require", "app at ::1:5433")]
    [InlineData("postgres://u:p@/app?host=/var/run/postgresql", "app at /var/run/postgresql:5432")]
    public void Addresses_of_env_files_are_understood(string url, string place)
    {
        var source = SourceDatabase.Parse(url, _target.Folder);

        Assert.Equal($"PostgreSQL database {place}", source.Description);
    }

    [Fact]
    public void Parts_of_an_address_reach_Npgsql()
    {
        var url = PostgresUrl.Parse("postgresql+asyncpg://me%20too:p%40ss@h:1/app?ssl=verify-full&pgbouncer=true");

        var settings = new Npgsql.NpgsqlConnectionStringBuilder(url.ConnectionString);
        Assert.Equal(("me too", "p@ss"), (settings.Username, settings.Password));
        Assert.Equal(Npgsql.SslMode.VerifyFull, settings.SslMode);
        Assert.Equal("pgbouncer", Assert.Single(url.Ignored));
    }

    [Theory]
    [InlineData("postgresql://u:hushhush@host:port/app")]
    [InlineData("postgresql://u:hushhush@host/app?sslmode=hushhush")]
    [InlineData("postgresql:u:hushhush")]
    [InlineData("mysql://u:hushhush@host/app")]
    public void A_refused_address_is_not_repeated(string url)
    {
        var refusal = Assert.Throws<SetupException>(() => SourceDatabase.Parse(url, _target.Folder));

        Assert.DoesNotContain("hushhush", refusal.Message, StringComparison.Ordinal);
    }
}
