using System.Buffers;
using System.IO.Pipelines;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Limits;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;
using TaskActors.Api.Tasks.Querying;

namespace TaskActors.Api.Tasks;

/// <summary>A list as an answer: a bare array, put together from blocks that the actor has rendered before.</summary>
internal sealed class TaskListAnswer(TaskPage page, ListTasks request) : IResult
{
    /// <summary>What may wait in the pipe before a slow reader is waited for.</summary>
    private const int UnflushedBytesMax = 64 * 1_024;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (!LargeTransfers.MaySend(httpContext, page.Blocks))
        {
            return RequestProblems.TooMuchUnderWay.ExecuteAsync(httpContext);
        }

        response.Headers.ETag = EntityTags.Format(page.Rev);
        if (NotModified.Applies(httpContext, page.Rev))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        if (page.Next is { } next)
        {
            var cursor = TaskCursor.Write(next, httpContext.CallerId(), request.Query);
            response.Headers.Link = NextPage.Link(httpContext, request.PublicAddress, cursor);
        }

        response.ContentType = "application/json";
        response.ContentLength = Length();
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : SendAsync(httpContext);
    }

    private async Task SendAsync(HttpContext context)
    {
        // Started first, so that the blocks go straight into the connection's pipe.
        await context.Response.StartAsync(context.RequestAborted);
        var pipe = context.Response.BodyWriter;
        var unflushed = 0;
        for (var at = 0; at < page.Blocks.Length; at++)
        {
            pipe.Write(at == 0 ? "["u8 : ","u8);
            pipe.Write(page.Blocks[at]);
            unflushed += page.Blocks[at].Length;
            if (unflushed > UnflushedBytesMax)
            {
                await pipe.FlushAsync(context.RequestAborted);
                unflushed = 0;
            }
        }

        pipe.Write(page.Blocks.IsEmpty ? "[]"u8 : "]"u8);
        await pipe.FlushAsync(context.RequestAborted);
    }

    /// <summary>What is in memory as blocks has a length that fits.</summary>
    private int Length()
    {
        // Brackets, and a comma between two blocks.
        var length = 2 + Math.Max(page.Blocks.Length - 1, 0);
        foreach (var block in page.Blocks)
        {
            length += block.Length;
        }

        return length;
    }
}
