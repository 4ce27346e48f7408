using Npgsql;
using TaskActors.MovingIn;
using TaskActors.Storage;
using TaskActors.Testing.Postgres;
using TaskActors.Tests.Storage;
using Xunit;

namespace TaskActors.Tests.MovingIn;

/// <summary>Moving in from a real PostgreSQL server, whose time zone and types are not ours.</summary>
public sealed class PostgresMovingInTests : IAsyncLifetime
{
    private readonly SqliteFolder _target = new();
    private PostgresServer _server = null!;

    public async Task InitializeAsync() => _server = await PostgresServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _target.Delete();
    }

    [SkippableFact]
    public async Task Enums_arrays_and_instants_of_PostgreSQL_arrive_as_they_were()
    {
        Skip.If(_server.Url is null, _server.WhyNot);
        await FillAsync();

        var run = await MovingInRun.OfAsync(_target, _server.Url!);

        var alice = await MovingInRun.LoadAsync(_target, "alice");
        Assert.Null(run.Failure);
        Assert.Equal((2, 3L), (run.Report!.UsersMoved, run.Report.TasksMoved));
        Assert.Equal([1, 3], alice.Tasks.Select(task => task.Id.Value));
        var first = alice.Tasks[0];
        Assert.Equal((TaskPriority.Medium, true), (first.Priority, first.IsDone));
        Assert.Equal(["home", "a, \"b\""], first.Tags, StringComparer.Ordinal);
        Assert.Equal(Instants.Parse("2026-07-01T12:00:00.123456Z"), first.CreatedAt);
        Assert.Equal(Instants.Parse("2026-07-01T16:00:00Z"), first.UpdatedAt);
        Assert.Equal("2026-12-01T05:00:00Z", first.DueDate.ToString());
    }

    [SkippableFact]
    public async Task Neither_a_run_nor_a_refused_password_shows_a_password()
    {
        Skip.If(_server.Url is null, _server.WhyNot);
        await FillAsync();
        var secret = Uri.EscapeDataString(PostgresServer.Password);
        var wrong = _server.Url!.Replace(secret, "hushhush", StringComparison.Ordinal);

        var run = await MovingInRun.OfAsync(_target, _server.Url!);
        var refused = await MovingInRun.OfAsync(_target, wrong);

        Assert.DoesNotContain(PostgresServer.Password, run.Output + run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, run.Output + run.Errors, StringComparison.Ordinal);
        Assert.Contains("password authentication failed", refused.Failure, StringComparison.Ordinal);
        Assert.DoesNotContain("hushhush", refused.Failure, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        await using var connection = new NpgsqlConnection(PostgresUrl.Parse(_server.Url!).ConnectionString);
        await connection.OpenAsync();
        SourceApp.Run(connection, SourceApp.PostgresTable);
        SourceApp.Run(
            connection,
            """
            INSERT INTO tasks VALUES
              (1, 'alice', 'Buy milk', NULL, true, '2026-07-01 12:00:00.123456', '2026-07-01 12:00:00-04',
               'MEDIUM', '2026-12-01 00:00:00-05', '{"home","a, \"b\""}'),
              (2, 'Bob', 'Call', 'home', false, '2026-07-01 12:00:00', '2026-07-01 12:00:00', NULL, NULL, NULL),
              (3, 'alice', 'Zahnarzt', NULL, false, '2026-07-01 12:00:00', '2026-07-01 12:00:00', NULL, NULL, '{}')
            """);
    }
}
