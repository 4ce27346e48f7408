using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Problems;

/// <summary>Memory that is given to a response belongs to it until it is sent.</summary>
public sealed class ResponseMemoryTests
{
    [Fact]
    public async Task A_list_that_is_sent_late_has_its_own_bytes()
    {
        var block = Encoding.UTF8.GetBytes("{" + new string(' ', 10_000) + "}");
        var late = new LateBody();
        var list = new TaskListAnswer(new TaskPage { Blocks = [block] }, new ListTasks(new TaskQuery(), ""));

        var sent = list.ExecuteAsync(late.Context);
        Overwrite(block.Length + 2);
        late.Release();
        await sent;

        Assert.Equal($"[{Encoding.UTF8.GetString(block)}]", late.Text);
    }

    [Fact]
    public async Task Problems_that_are_sent_late_keep_their_texts_apart()
    {
        LateBody[] bodies = [new(), new()];

        var sent = bodies
            .Select((body, number) => new Problem(400, $"code_{number}", "", "").ExecuteAsync(body.Context)).ToList();
        Array.ForEach(bodies, body => body.Release());
        await Task.WhenAll(sent);

        Assert.Contains("\"code_0\"", bodies[0].Text, StringComparison.Ordinal);
        Assert.Contains("\"code_1\"", bodies[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_breaks_off_before_it_is_sent_ends_the_connection()
    {
        using var server = new HostedApi
        {
            Actors = new FailingActors(),
            Storage = new SwitchedStorage(),
            Routes = routes => routes.MapGet("/half", BreakOff),
        };
        await server.InitializeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => server.HttpClient.GetAsync("/half"));
        await server.DisposeAsync();
    }

    private static Task BreakOff(HttpContext context)
    {
        var response = new JsonResponse(context);
        for (var written = 0; written < 100_000; written++)
        {
            response.Writer.WriteNumberValue(written);
        }

        throw new InvalidOperationException("A bug in the middle of a body.");
    }

    /// <summary>What others do with memory that was given back.</summary>
    private static void Overwrite(int length)
    {
        var taken = Enumerable.Range(0, 8).Select(_ => ArrayPool<byte>.Shared.Rent(length)).ToList();
        taken.ForEach(bytes => bytes.AsSpan().Fill((byte)'x'));
        taken.ForEach(bytes => ArrayPool<byte>.Shared.Return(bytes));
    }

    /// <summary>A body that looks at what it was given only when it is told to.</summary>
    private sealed class LateBody : MemoryStream
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LateBody() => Context.Response.Body = this;

        public DefaultHttpContext Context { get; } = new();

        public string Text => Encoding.UTF8.GetString(ToArray());

        public void Release() => _released.SetResult();

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _released.Task;
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
