using System.Diagnostics;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Cluster;

/// <summary>
/// Two activations of one user at once, as there may be for a moment while members of a cluster change: forced by two
/// clusters that know nothing of each other over one store.
/// </summary>
public sealed class TwoActivationsTests : IAsyncLifetime
{
    private static readonly UserId Alice = new("alice");
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(1);

    private readonly MemoryTaskStore _store = new();
    private readonly OneSilo _oneSilo = new();
    private readonly OneSilo _otherSilo = new();
    private IHostUnderTest _one = null!;
    private IHostUnderTest _other = null!;

    private UserTasksCalls One => _one.Of(Alice);

    private UserTasksCalls Other => _other.Of(Alice);

    public async Task InitializeAsync()
    {
        var setup = new HostSetup(_store, new TaskLimits { SnapshotAgeMax = AgeMax });
        await Task.WhenAll(_oneSilo.InitializeAsync(), _otherSilo.InitializeAsync());
        _one = await _oneSilo.StartAsync(setup);
        _other = await _otherSilo.StartAsync(setup);
        await One.AddAsync("first");
        Assert.Equal(["first"], await Other.TitlesAsync());
    }

    public async Task DisposeAsync()
    {
        await _oneSilo.DisposeAsync();
        await _otherSilo.DisposeAsync();
    }

    [Fact]
    public async Task At_most_one_commits_each_revision_and_the_other_refuses_and_recovers()
    {
        var calls = Enumerable.Range(0, 40).Select(async number =>
        {
            var title = $"task {number}";
            return (title, result: await AddUnlessRejectedAsync(number % 2 == 0 ? One : Other, title));
        });

        var answers = await Task.WhenAll(calls);

        var stored = await _store.LoadAsync(Alice, default);
        var written = answers.Where(answer => answer.result.IsSuccess).ToList();
        var refused = answers.Where(answer => !answer.result.IsSuccess).ToList();
        Assert.Equal(written.Count, written.Select(answer => answer.result.Rev).Distinct().Count());
        Assert.Equal(
            written.Select(answer => answer.title).Append("first").Order(StringComparer.Ordinal),
            stored.Tasks.Select(task => task.Title).Order(StringComparer.Ordinal));
        Assert.All(refused, answer => Assert.Equal(TaskErrorCode.StorageUnavailable, answer.result.Error!.Code));
        Assert.NotEmpty(refused);
        await AddEventuallyAsync(One, "one again");
        await AddEventuallyAsync(Other, "the other again");
        Assert.Contains("one again", await Other.TitlesAsync(), StringComparer.Ordinal);
    }

    /// <summary>A client that repeats a lost write reads it afterwards, whichever activation it meets.</summary>
    [Fact]
    public async Task An_answer_that_is_newer_than_the_list_is_not_given_again_before_the_list_is_read_anew()
    {
        var write = new WriteRequest { IdempotencyKey = "key", Fingerprint = "request" };
        var first = await One.CreateAsync(TaskCalls.Titled("second"), write);

        TaskResult again;
        do
        {
            again = await Other.CreateAsync(TaskCalls.Titled("second"), write);
        }
        while (again.Error?.Code == TaskErrorCode.StorageUnavailable);

        Assert.True(again.IsReplay);
        Assert.Equal(first.Rev, again.Rev);
        Assert.Equal(["first", "second"], await Other.TitlesAsync());
    }

    [Fact]
    public async Task What_the_other_wrote_is_read_within_the_bound()
    {
        await One.AddAsync("second");
        var written = Stopwatch.StartNew();

        while ((await Other.TitlesAsync()).Length < 2)
        {
            // The slack is for a machine that does other things.
            Assert.InRange(written.Elapsed, TimeSpan.Zero, AgeMax + TimeSpan.FromSeconds(10));
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task A_stream_that_fell_behind_ends_within_the_bound_and_resumes_with_what_it_missed()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var rev = (await Other.ReadAsync()).Rev;
        var hello = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stream = ReadToEndAsync(rev, hello, patience.Token);
        // A stream that opens after the change would begin with it.
        await hello.Task.WaitAsync(patience.Token);

        await One.AddAsync("second");

        Assert.Equal([TaskEventKind.Hello], await stream);
        await foreach (var happened in Other.WatchAsync(rev, "http://localhost", patience.Token))
        {
            if (happened.Kind == TaskEventKind.Change)
            {
                Assert.Equal(rev + 1, happened.Rev);
                break;
            }
        }
    }

    private async Task<List<TaskEventKind>> ReadToEndAsync(
        long since, TaskCompletionSource opened, CancellationToken cancellation)
    {
        var kinds = new List<TaskEventKind>();
        await foreach (var happened in Other.WatchAsync(since, "http://localhost", cancellation))
        {
            opened.TrySetResult();
            if (happened.Kind != TaskEventKind.Heartbeat)
            {
                kinds.Add(happened.Kind);
            }
        }

        return kinds;
    }

    /// <summary>What finds two activations in turn on their way out, Orleans rejects: it is not delivered.</summary>
    private static async Task<TaskResult> AddUnlessRejectedAsync(UserTasksCalls tasks, string title)
    {
        try
        {
            return await tasks.AddAsync(title);
        }
        catch (ActorUnavailableException lost) when (lost.InnerException is OrleansMessageRejectionException)
        {
            return TaskResult.Refused(TaskError.StorageUnavailable);
        }
    }

    private static async Task AddEventuallyAsync(UserTasksCalls tasks, string title)
    {
        for (var tries = 0; !(await tasks.AddAsync(title)).IsSuccess; tries++)
        {
            Assert.True(tries < 50, "It did not recover.");
            await Task.Delay(50);
        }
    }
}
