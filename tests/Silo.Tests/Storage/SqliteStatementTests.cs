using Microsoft.Data.Sqlite;
using SQLitePCL;
using TaskActors.Storage;
using Xunit;

namespace TaskActors.Tests.Storage;

public sealed class SqliteStatementTests : IDisposable
{
    private const string Insert = "INSERT INTO notes (id, text) VALUES (@id, @text)";

    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SqliteStatementTests()
    {
        _connection.Open();
        SqliteFolder.Run(_connection, "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT) STRICT");
    }

    public static TheoryData<string?> Texts => new()
    {
        "", "a", "żółw 🐢", new string('x', 169), new string('ł', 170),
        string.Concat(Enumerable.Repeat("🐢", 5_000)), null,
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_is_kept_as_it_is(string? text)
    {
        using var insert = new SqliteStatement(_connection, Insert, "@id", "@text");

        Assert.Equal(1, insert.Write(1, text));

        Assert.Equal(text, TextOf(1));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void A_number_is_kept_as_it_is(long number)
    {
        using var insert = new SqliteStatement(_connection, Insert, "@id", "@text");

        insert.Write(number, "x");

        Assert.Equal("x", TextOf(number));
    }

    [Fact]
    public void Values_go_to_parameters_as_they_were_named_wherever_those_stand()
    {
        using var insert = new SqliteStatement(
            _connection, "INSERT INTO notes (text, id) VALUES (@text || @id || @text, @id)", "@id", "@text");

        insert.Write(7, "x");

        Assert.Equal("x7x", TextOf(7));
    }

    [Fact]
    public void It_tells_how_many_rows_it_changed()
    {
        using var insert = new SqliteStatement(_connection, Insert, "@id", "@text");
        using var update = new SqliteStatement(
            _connection, "UPDATE notes SET text = @text WHERE id >= @id", "@text", "@id");
        insert.Write(1, "a");
        insert.Write(2, "b");

        Assert.Equal([2, 1, 0], [update.Write("c", 1), update.Write("d", 2), update.Write("e", 3)]);
    }

    [Fact]
    public void A_refusal_is_told_as_the_database_tells_it_and_leaves_the_statement_usable()
    {
        using var insert = new SqliteStatement(_connection, Insert, "@id", "@text");
        insert.Write(1, "a");

        var refusal = Assert.Throws<SqliteException>(() => insert.Write(1, "b"));

        Assert.Equal(raw.SQLITE_CONSTRAINT, refusal.SqliteErrorCode);
        Assert.Contains("notes.id", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, insert.Write(2, "c"));
        Assert.Equal(("a", "c"), (TextOf(1), TextOf(2)));
    }

    [Fact]
    public void Text_that_is_no_statement_is_refused_at_once() =>
        Assert.Throws<SqliteException>(() => new SqliteStatement(_connection, "INSERT INTO nowhere VALUES (1)"));

    public void Dispose() => _connection.Dispose();

    private string? TextOf(long id)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT text FROM notes WHERE id = $id";
        command.Parameters.AddWithValue("$id", id);
        return command.ExecuteScalar() as string;
    }
}
