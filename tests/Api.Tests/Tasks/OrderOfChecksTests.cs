using Microsoft.Extensions.DependencyInjection;
using TaskActors.Api.Limits;
using TaskActors.Testing;
using TaskActors.Tests.Limits;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Tasks;

/// <summary>
/// A request with two faults is told of the earlier one, for every pair of faults: so no answer says more than the
/// checks before it allow.
/// </summary>
public sealed class OrderOfChecksTests : IAsyncLifetime, IDisposable
{
    private const int RequestsMax = 10;

    /// <summary>In the order in which they are found.</summary>
    private static readonly (Fault Fault, string Code)[] Order =
    [
        (Fault.BadToken, "token_invalid"),
        (Fault.OthersPath, "forbidden"),
        (Fault.TooOften, "rate_limited"),
        (Fault.ReusedKey, "idempotency_key_reused"),
        (Fault.BrokenRule, "title_invalid"),
        (Fault.NoSuchTask, "task_not_found"),
        (Fault.StaleTag, "precondition_failed"),
        (Fault.TooMuchText, "bytes_limit"),
    ];

    private readonly HostedApi _server = new()
    {
        Storage = new SwitchedStorage(),
        Setup = builder =>
        {
            // What a caller has used up stays used up, however long the test takes.
            builder.Services.AddSingleton<TimeProvider>(new SetClock());
            builder.Services.AddSingleton<ITaskStore>(new MemoryTaskStore());
            builder.AddUserTasksGrains(new UserTasksHostOptions(), new TaskLimits { TextBytesMax = 1_000 });
            builder.Services.Configure<RequestLimitOptions>(limits =>
            {
                (limits.RatePerSecond, limits.RateBurst) = (1, RequestsMax);
                limits.RefusalsPerSecond = 0;
            });
        },
    };

    [Flags]
    private enum Fault
    {
        None = 0,
        BadToken = 1,
        OthersPath = 2,
        TooOften = 4,
        ReusedKey = 8,
        BrokenRule = 16,
        NoSuchTask = 32,
        StaleTag = 64,
        TooMuchText = 128,
    }

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("PATCH", "/{id}", "{edit}", 8)]
    [InlineData("PUT", "/{id}", "{edit}", 8)]
    [InlineData("POST", "", "{edit}", 7)]
    [InlineData(
        "POST", "/batch", """{"operations": [{"op": "patch", "id": {id}, "if_match": "{tag}", "body": {edit}}]}""", 8)]
    [InlineData("DELETE", "/{id}", null, 6)]
    [InlineData("PATCH", "/{id}/complete", null, 6)]
    public async Task Of_two_faults_the_earlier_one_is_told(string method, string path, string? json, int faults)
    {
        var call = new Call(method, path, json);
        var possible = Order.Where(check => call.CanHave(check.Fault)).ToList();
        Assert.Equal(faults, possible.Count);

        Assert.Equal("", await CodeOfAsync(call, Fault.None));
        for (var first = 0; first < possible.Count; first++)
        {
            foreach (var later in possible.Skip(first))
            {
                var code = await CodeOfAsync(call, possible[first].Fault | later.Fault);

                Assert.True(code == possible[first].Code, $"{possible[first].Fault} and {later.Fault}: {code}");
            }
        }
    }

    /// <summary>Sends the call with these faults as somebody new.</summary>
    /// <returns>The problem's code; empty after success.</returns>
    private async Task<string> CodeOfAsync(Call call, Fault faults)
    {
        var user = ApiServer.NewUser();
        using var client = _server.ClientOf(user);
        await client.AddAsync("""{"title": "x"}""");
        await client.SendAsync("POST", "/api/tasks", """{"title": "y"}""", ("Idempotency-Key", "used"));
        for (var n = 0; n < RequestsMax && faults.HasFlag(Fault.TooOften); n++)
        {
            await client.SendAsync("GET", "/api/tasks/1");
        }

        if (faults.HasFlag(Fault.BadToken))
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", "no.token.atall");
        }

        var owner = faults.HasFlag(Fault.OthersPath) ? "somebody-else" : user;
        using var answer = await client.SendAsync(
            call.Method,
            $"/api/{owner}/tasks{call.PathWith(faults)}",
            call.BodyWith(faults),
            ("Idempotency-Key", faults.HasFlag(Fault.ReusedKey) ? "used" : "fresh"),
            ("If-Match", call.HasTagInside || !faults.HasFlag(Fault.StaleTag) ? "*" : "\"r0\""));
        return answer.IsSuccessStatusCode ? "" : (await answer.BodyAsync(answer.StatusCode)).Text("code")!;
    }

    private sealed record Call(string Method, string Path, string? Json)
    {
        public bool HasTagInside => Json?.Contains("{tag}", StringComparison.Ordinal) == true;

        public bool CanHave(Fault fault) => fault switch
        {
            Fault.NoSuchTask => $"{Path}{Json}".Contains("{id}", StringComparison.Ordinal),
            Fault.BrokenRule or Fault.TooMuchText => Json is not null,
            _ => true,
        };

        public string PathWith(Fault faults) => WithId(Path, faults);

        public string? BodyWith(Fault faults)
        {
            var title = faults.HasFlag(Fault.BrokenRule) ? "" : "z";
            var description = new string('d', faults.HasFlag(Fault.TooMuchText) ? 2_000 : 10);
            var edit = $$"""{"title": "{{title}}", "description": "{{description}}"}""";
            return Json is null ? null : WithId(Json, faults)
                .Replace("{tag}", faults.HasFlag(Fault.StaleTag) ? "r0" : "r1", StringComparison.Ordinal)
                .Replace("{edit}", edit, StringComparison.Ordinal);
        }

        private static string WithId(string text, Fault faults) =>
            text.Replace("{id}", faults.HasFlag(Fault.NoSuchTask) ? "99" : "1", StringComparison.Ordinal);
    }
}
