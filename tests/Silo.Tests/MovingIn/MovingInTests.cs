using TaskActors.Testing;
using TaskActors.Tests.Storage;
using Xunit;

namespace TaskActors.Tests.MovingIn;

/// <summary>Moving in from an SQLite file: what arrives, for whom, and what stays as it is.</summary>
public sealed class MovingInTests : IDisposable
{
    private readonly SqliteFolder _target = new();

    private string From => Path.Combine(_target.Folder, "app.db");

    public void Dispose() => _target.Delete();

    [Fact]
    public async Task Every_field_arrives_as_it_was()
    {
        SourceApp.MakeSqlite(From, SourceApp.SqliteTable, SourceApp.Rows);

        var run = await MovingInRun.OfAsync(_target, From);

        var bob = await MovingInRun.LoadAsync(_target, "bob");
        Assert.True(DueDate.TryParse("2026-12-01", out var due));
        Assert.Equal(
            new TaskItem
            {
                Id = new TaskId(2), Rev = 1, Title = "Call home", Order = 1_024,
                CompletedAt = Instant("2026-01-04T10:00:00Z"), Priority = TaskPriority.High, DueDate = due,
                Tags = ["family", "phone"],
                CreatedAt = Instant("2026-01-03T00:00:00Z"), UpdatedAt = Instant("2026-01-04T10:00:00Z"),
            },
            Assert.Single(bob.Tasks));
        Assert.Equal((3, 4L), (run.Report!.UsersMoved, run.Report.TasksMoved));
        Assert.Equal("", run.Errors);
    }

    [Fact]
    public async Task Users_stay_apart_and_keep_their_ids()
    {
        SourceApp.MakeSqlite(From, SourceApp.SqliteTable, SourceApp.Rows);

        await MovingInRun.OfAsync(_target, From);

        var alice = await MovingInRun.LoadAsync(_target, "alice");
        var other = await MovingInRun.LoadAsync(_target, "Alice");
        Assert.Equal([1, 4], alice.Tasks.Select(task => task.Id.Value));
        Assert.Equal((1, 5), (alice.Rev, alice.NextId));
        Assert.Equal(Instant("2026-01-02T03:04:05.123456Z"), alice.Tasks[0].CreatedAt);
        Assert.Equal((7L, 8L), (Assert.Single(other.Tasks).Id.Value, other.NextId));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_and_says_what_would_be()
    {
        SourceApp.MakeSqlite(From, SourceApp.SqliteTable, SourceApp.Rows);

        var run = await MovingInRun.OfAsync(_target, From, MovingInRun.Options with { IsDryRun = true });

        Assert.Contains("would move in: 3 users with 4 tasks", run.Output, StringComparison.Ordinal);
        Assert.Equal("0", _target.Run("SELECT count(*) FROM users"));
    }

    [Fact]
    public async Task Somebody_who_has_tasks_here_is_left_alone_and_the_others_move_in()
    {
        SourceApp.MakeSqlite(From, SourceApp.SqliteTable, SourceApp.Rows);
        await using (var storage = await _target.OpenAsync())
        {
            await storage.Store.CommitAsync(Samples.First(new UserId("alice"), "Mine"), CancellationToken.None);
        }

        var run = await MovingInRun.OfAsync(_target, From);

        var alice = await MovingInRun.LoadAsync(_target, "alice");
        Assert.Equal("Mine", Assert.Single(alice.Tasks).Title);
        Assert.Equal((2, 1, false), (run.Report!.UsersMoved, run.Report.UsersRefused, run.Report.IsComplete));
        Assert.Contains(
            "user 'alice' is not moved in: is here already, with 1 tasks at revision 1",
            run.Errors,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_run_that_was_interrupted_is_repeated_and_completes(int commit)
    {
        SourceApp.MakeSqlite(From, SourceApp.SqliteTable, SourceApp.Rows);
        var interrupted = await MovingInRun.OfAsync(
            _target, From, around: store => new StoreThatFails(store, commit));

        var repeated = await MovingInRun.OfAsync(_target, From);

        Assert.Contains("Run it again to go on", interrupted.Failure, StringComparison.Ordinal);
        Assert.Equal((commit - 1, 4 - commit), (repeated.Report!.UsersDone, repeated.Report.UsersMoved));
        Assert.Equal("", repeated.Errors);
        Assert.Equal("4", _target.Run("SELECT count(*) FROM tasks"));
    }

    [Fact]
    public async Task A_row_that_breaks_a_rule_keeps_its_whole_user_out()
    {
        MakeBadRows();

        var run = await MovingInRun.OfAsync(_target, From);

        Assert.Equal(0, (await MovingInRun.LoadAsync(_target, "bad")).Rev);
        Assert.Single((await MovingInRun.LoadAsync(_target, "good")).Tasks);
        Assert.Equal(1, run.Report!.UsersRefused);
        Assert.All(
            [
                "user 'bad', row '1': The title has 201 characters; at most 200 are allowed.",
                "user 'bad', row '2': The title must not be empty.",
                "user 'bad', row '3': The title has a control character (U+0007).",
                "user 'bad', row '4': The priority is not none, low, medium or high.",
                "user 'bad', row '5': The due date is neither a day nor an instant.",
                "user 'bad', row '6': The tags are not an array of texts.",
                "user 'bad', row '7': The time in created is no instant.",
                "user 'bad' is not moved in: 7 of 8 rows break a rule; --fix cuts what it can",
            ],
            line => Assert.Contains(line, run.Errors, StringComparison.Ordinal));
        Assert.DoesNotContain("ttt", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fixing_cuts_what_breaks_a_rule()
    {
        MakeBadRows();

        var run = await MovingInRun.OfAsync(_target, From, MovingInRun.Options with { FixesRows = true });

        var bad = await MovingInRun.LoadAsync(_target, "bad");
        Assert.Equal(
            [new string('t', 200), "(untitled)", "Ring", "Priority", "Due", "Tags", "Created", "Fine"],
            bad.Tasks.Select(task => task.Title),
            StringComparer.Ordinal);
        Assert.Equal(TaskPriority.None, bad.Tasks[3].Priority);
        Assert.Equal(Instant("2026-02-01T00:00:00Z"), bad.Tasks[6].CreatedAt);
        Assert.Equal((true, 7L), (run.Report!.IsComplete, run.Report.RowsCut));
    }

    [Theory]
    [InlineData("('x', 'u', 'T', 0)", "row 'x': The id is not a whole number from 1 on.")]
    [InlineData("('0', 'u', 'T', 0)", "row '0': The id is not a whole number from 1 on.")]
    [InlineData("(1, 'u', 'T', 'maybe')", "row '1': Whether it is completed is neither true nor false.")]
    [InlineData("(1, 'u', 'T', 0), (1, 'u', 'S', 0)", "row '1': The id stands twice.")]
    [InlineData("(1, NULL, 'T', 0)", "user (nobody) is not moved in: 1 rows belong to no user")]
    [InlineData("(1, ' ', 'T', 0)", "no token can have this user id")]
    public async Task What_cannot_be_cut_is_refused_even_when_fixing(string row, string sentence)
    {
        SourceApp.MakeSqlite(
            From, "CREATE TABLE tasks (id, user_id, title, completed)", $"INSERT INTO tasks VALUES {row}");

        var run = await MovingInRun.OfAsync(_target, From, MovingInRun.Options with { FixesRows = true });

        Assert.Contains(sentence, run.Errors, StringComparison.Ordinal);
        Assert.Equal((0, 1), (run.Report!.UsersMoved, run.Report.UsersRefused));
    }

    [Fact]
    public async Task The_limits_of_an_account_hold()
    {
        SourceApp.MakeSqlite(From, SourceApp.SqliteTable, SourceApp.Rows);
        var limits = new TaskLimits { TasksMax = 1, TextBytesMax = 13 };

        var run = await MovingInRun.OfAsync(_target, From, MovingInRun.Options with { Limits = limits });

        Assert.Contains("'alice' is not moved in: tasks_limit: 2 tasks", run.Errors, StringComparison.Ordinal);
        Assert.Contains("'Alice' is not moved in: bytes_limit: 14 bytes", run.Errors, StringComparison.Ordinal);
    }

    private static DateTimeOffset Instant(string text) => Instants.Parse(text);

    private void MakeBadRows() => SourceApp.MakeSqlite(
        From,
        SourceApp.SqliteTable,
        $"""
        INSERT INTO task VALUES
          (1, 'bad', '{new string('t', 201)}', NULL, 0, '2026-01-01', '2026-02-01', NULL, NULL, NULL),
          (2, 'bad', '  ', NULL, 0, '2026-01-01', '2026-02-01', NULL, NULL, NULL),
          (3, 'bad', 'Ri' || char(7) || 'ng', NULL, 0, '2026-01-01', '2026-02-01', NULL, NULL, NULL),
          (4, 'bad', 'Priority', NULL, 0, '2026-01-01', '2026-02-01', 'urgent', NULL, NULL),
          (5, 'bad', 'Due', NULL, 0, '2026-01-01', '2026-02-01', NULL, 'tomorrow', NULL),
          (6, 'bad', 'Tags', NULL, 0, '2026-01-01', '2026-02-01', NULL, NULL, '[1, 2'),
          (7, 'bad', 'Created', NULL, 0, 'yesterday', '2026-02-01', NULL, NULL, NULL),
          (8, 'bad', 'Fine', NULL, 0, '2026-01-01', '2026-02-01', NULL, NULL, 'home, garden'),
          (9, 'good', 'Fine too', NULL, 0, '2026-01-01', '2026-02-01', NULL, NULL, NULL)
        """);
}
