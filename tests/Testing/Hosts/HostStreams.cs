using System.Text.Json;
using Xunit;

namespace TaskActors.Testing;

/// <summary>What every host promises of live streams.</summary>
public abstract class HostStreams : HostTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected override TaskLimits Limits { get; } = new() { StreamsMax = 3, StreamRevisionsMax = 8 };

    [SkippableFact]
    public async Task A_stream_says_hello_and_then_each_revision_once()
    {
        await Tasks.AddAsync("before");
        await using var stream = Open(since: null);
        var hello = await stream.NextAsync();

        await Tasks.AddAsync("milk");
        await Tasks.DeleteAsync(new TaskId(1), WriteRequest.Plain);

        Assert.Equal((TaskEventKind.Hello, 1L), (hello.Kind, hello.Rev));
        Assert.Equal("{\"rev\":2,\"tasks\":[\"milk\"],\"deleted\":[]}", Short(await stream.NextAsync()));
        Assert.Equal("{\"rev\":3,\"tasks\":[],\"deleted\":[1]}", Short(await stream.NextAsync()));
    }

    [SkippableFact]
    public async Task A_resumed_stream_begins_with_what_was_missed()
    {
        await Tasks.AddAsync("one");
        await Tasks.AddAsync("two");
        await Tasks.AddAsync("three");
        await Tasks.DeleteAsync(new TaskId(1), WriteRequest.Plain);

        await using var stream = Open(since: 1);

        // The hello repeats the client's revision: a cut right after it must not skip what follows.
        Assert.Equal((TaskEventKind.Hello, 1L), await KindAndRevAsync(stream));
        Assert.Equal("{\"rev\":4,\"tasks\":[\"two\",\"three\"],\"deleted\":[1]}", Short(await stream.NextAsync()));
    }

    [SkippableTheory]
    [InlineData(99)]
    [InlineData(0)]
    public async Task A_stream_from_an_unknown_past_says_reset(long since)
    {
        await Tasks.AddAsync("one");
        await Tasks.EraseAsync();

        await using var stream = Open(since);
        await stream.NextAsync();

        Assert.Equal((TaskEventKind.Reset, 2L), await KindAndRevAsync(stream));
    }

    [SkippableFact]
    public async Task Erasing_ends_the_streams()
    {
        await Tasks.AddAsync("one");
        await using var stream = Open(since: null);
        await stream.NextAsync();

        await Tasks.EraseAsync();

        await stream.AssertEndsAsync();
    }

    [SkippableFact]
    public async Task A_dropped_actor_ends_its_streams_so_that_they_can_resume()
    {
        await Tasks.AddAsync("one");
        await using var stream = Open(since: null);
        await stream.NextAsync();
        Store.BeforeCommit = _ => throw new StorageException(StorageFailure.OutcomeUnknown, "Lost.");

        await Tasks.AddAsync("two");

        await stream.AssertEndsAsync();
    }

    [SkippableFact]
    public async Task A_user_has_only_so_many_streams_and_a_closed_one_makes_room()
    {
        var streams = new List<StreamReader>();
        for (var n = 0; n < 3; n++)
        {
            streams.Add(Open(since: null));
            await streams[^1].NextAsync();
        }

        await using var refused = Open(since: null);
        var refusal = await refused.NextAsync();
        await streams[0].DisposeAsync();
        await using var another = Open(since: null);

        Assert.Equal(TaskErrorCode.StreamsLimit, refusal.Error!.Code);
        Assert.Equal(TaskEventKind.Hello, (await another.NextAsync()).Kind);
        await streams[1].DisposeAsync();
        await streams[2].DisposeAsync();
    }

    [SkippableFact]
    public async Task An_event_that_would_be_too_large_says_reset()
    {
        await using var stream = Open(since: null);
        await stream.NextAsync();
        var text = new string('x', 4_000);
        var large = new TaskEdit { Title = Optional.Of("t"), Description = Optional.Of<string?>(text) };
        var import = Enumerable.Range(0, 80).Select(_ => new ImportedTask { Content = large });

        await Tasks.ImportAsync([.. import], false, WriteRequest.Plain);

        Assert.Equal((TaskEventKind.Reset, 1L), await KindAndRevAsync(stream));
    }

    private static async Task<(TaskEventKind Kind, long Rev)> KindAndRevAsync(StreamReader stream)
    {
        var next = await stream.NextAsync();
        return (next.Kind, next.Rev);
    }

    /// <summary>The data of a change with titles in place of tasks.</summary>
    private static string Short(TaskEvent change)
    {
        using var data = JsonDocument.Parse(change.Data);
        var tasks = data.RootElement.GetProperty("tasks").EnumerateArray()
            .Select(task => task.GetProperty("title").GetString());
        var deleted = data.RootElement.GetProperty("deleted").EnumerateArray().Select(id => id.GetInt64());
        return JsonSerializer.Serialize(new { rev = data.RootElement.GetProperty("rev").GetInt64(), tasks, deleted });
    }

    private StreamReader Open(long? since) => new(Tasks.WatchAsync(since, TaskCalls.Address));

    private sealed class StreamReader(IAsyncEnumerable<TaskEvent> stream) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<TaskEvent> _events = stream.GetAsyncEnumerator();

        public async Task<TaskEvent> NextAsync()
        {
            do
            {
                Assert.True(await _events.MoveNextAsync().AsTask().WaitAsync(Patience));
            }
            while (_events.Current.Kind == TaskEventKind.Heartbeat);

            return _events.Current;
        }

        public async Task AssertEndsAsync()
        {
            // Orleans may end it with an exception when the activation goes; either way the reader resumes.
            using var patience = new CancellationTokenSource(Patience);
            while (await _events.MoveNextAsync().AsTask().WaitAsync(patience.Token).ContinueWith(
                next => next.IsCompletedSuccessfully && next.GetAwaiter().GetResult(), TaskScheduler.Default))
            {
                Assert.Equal(TaskEventKind.Heartbeat, _events.Current.Kind);
            }

            Assert.False(patience.IsCancellationRequested, "The stream did not end.");
        }

        public ValueTask DisposeAsync() => _events.DisposeAsync();
    }
}
