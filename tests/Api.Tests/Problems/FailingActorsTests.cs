using System.Net;
using Microsoft.Extensions.Logging;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Problems;

/// <summary>What a caller reads when an actor refuses or fails; the front door alone, over actors that do so.</summary>
public sealed class FailingActorsTests : IAsyncLifetime, IDisposable
{
    private readonly FailingActors _actors = new();
    private readonly LogLines _log = new();
    private readonly HostedApi _server;

    public FailingActorsTests() => _server = new HostedApi
    {
        Actors = _actors,
        Storage = new SwitchedStorage(),
        Logging = logging => logging.AddProvider(_log).SetMinimumLevel(LogLevel.Information),
    };

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    public void Dispose()
    {
        _server.Dispose();
        _log.Dispose();
    }

    public static TheoryData<TaskErrorCode, int, string, bool> Refusals { get; } = new()
    {
        { TaskErrorCode.NotFound, 404, "task_not_found", false },
        { TaskErrorCode.PreconditionFailed, 412, "precondition_failed", false },
        { TaskErrorCode.TasksLimit, 409, "tasks_limit", false },
        { TaskErrorCode.BytesLimit, 409, "bytes_limit", false },
        { TaskErrorCode.StorageUnavailable, 503, "storage_unavailable", true },
        { TaskErrorCode.QueueFull, 503, "queue_full", true },
        { TaskErrorCode.OutcomeUnknown, 503, "outcome_unknown", true },
        { TaskErrorCode.DataUnreadable, 500, "data_unreadable", false },
        { TaskErrorCode.KeyReused, 422, "idempotency_key_reused", false },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Every_refusal_has_its_status_and_code(
        TaskErrorCode code, int status, string expected, bool mayRetry)
    {
        _actors.Next = () => TaskResult.Refused(new TaskError { Code = code, CurrentRev = 3, Limit = 10 });
        using var client = _server.ClientOfNewUser();

        var response = await client.SendAsync("PUT", "/api/tasks/1", "{}");

        Assert.Equal(expected, await response.CodeAsync((HttpStatusCode)status));
        Assert.Equal(mayRetry, response.Header("Retry-After").Length > 0);
    }

    [Fact]
    public async Task Every_code_of_a_refusal_has_a_row_of_its_own()
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        using var client = _server.ClientOfNewUser();

        foreach (var code in Enum.GetValues<TaskErrorCode>())
        {
            _actors.Next = () => TaskResult.Refused(new TaskError { Code = code, CurrentRev = 3 });
            var response = await client.SendAsync("PUT", "/api/tasks/1", "{}");
            codes.Add((await response.BodyAsync(response.StatusCode)).Text("code")!);
        }

        Assert.Equal(Enum.GetValues<TaskErrorCode>().Length, codes.Count);
        Assert.DoesNotContain("internal_error", codes);
    }

    [Theory]
    [InlineData("GET", "storage_unavailable")]
    [InlineData("DELETE", "outcome_unknown")]
    [InlineData("PATCH", "outcome_unknown")]
    public async Task An_actor_out_of_reach_is_503_and_a_write_may_have_been_stored(string method, string code)
    {
        _actors.Next = () => throw new ActorUnavailableException("silo S10.0.0.1 is dead", null);
        using var client = _server.ClientOfNewUser();

        var response = await client.SendAsync(method, "/api/tasks/1", method == "PATCH" ? "{}" : null);

        Assert.Equal(code, await response.CodeAsync(HttpStatusCode.ServiceUnavailable));
        Assert.NotEmpty(response.Header("Retry-After"));
        Assert.DoesNotContain("silo", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bug_is_500_logged_and_shows_nothing_of_the_inside()
    {
        var user = ApiServer.NewUser();
        _actors.Next = () => throw ActorFailedException.Of(
            new InvalidOperationException("the secret is /etc/passwd"));
        using var client = _server.ClientOf(user);

        var response = await client.SendAsync("GET", $"/api/{user}/tasks?q=secret", null, ("Origin", ApiServer.Origin));

        Assert.Equal("internal_error", await response.CodeAsync(HttpStatusCode.InternalServerError));
        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("passwd", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.Equal(ApiServer.Origin, response.Header("Access-Control-Allow-Origin"));
        var line = Assert.Single(_log.Lines, line => line.Contains("failed", StringComparison.Ordinal));
        Assert.DoesNotContain(user, line, StringComparison.Ordinal);
        Assert.DoesNotContain("q=", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_went_away_is_no_event()
    {
        var asked = new TaskCompletionSource();
        _actors.Wait = async cancellation =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
        };
        using var client = _server.ClientOfNewUser();
        using var cancellation = new CancellationTokenSource();
        var answer = client.GetAsync("/api/tasks/1", cancellation.Token);
        await asked.Task;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await _actors.Left.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", 400)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n{}\r\n0\r\n\r\n", 400)]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400)]
    public async Task A_body_that_breaks_the_protocol_is_400(string rest, int expected)
    {
        var head = $"POST /api/tasks HTTP/1.1\r\nHost: {_server.BaseAddress.Authority}\r\nConnection: close\r\n"
            + $"Authorization: Bearer {ApiServer.TokenFor("alice")}\r\nContent-Type: application/json\r\n";

        var answer = await RawHttp.SendAsync(_server.BaseAddress, head + rest);

        Assert.Equal(expected, answer.Status);
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }
}
