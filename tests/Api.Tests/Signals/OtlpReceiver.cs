using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace TaskActors.Tests.Signals;

/// <summary>A receiver of OTLP over HTTP on a loopback port, which keeps what it is sent.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = new();

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>All bytes of all bodies, one after the other, as text: to look for what must not be in them.</summary>
    public string Everything =>
        string.Join('\n', _received.Select(one => System.Text.Encoding.UTF8.GetString(one.Body)));

    public IEnumerable<ReceivedSpan> Spans =>
        from request in Requests("traces")
        from resource in request.Messages(1)
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new ReceivedSpan(
            scope.Messages(1).Single().Text(1), span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4));

    public IEnumerable<string> Metrics =>
        from request in Requests("metrics")
        from resource in request.Messages(1)
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        select metric.Text(1);

    /// <summary>The bodies of log records.</summary>
    public IEnumerable<string> Logs =>
        from request in Requests("logs")
        from resource in request.Messages(1)
        from scope in resource.Messages(2)
        from record in scope.Messages(2)
        from body in record.Messages(5)
        select body.Text(1);

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.Run(receiver.ReceiveAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IEnumerable<ProtobufMessage> Requests(string signal) =>
        _received.Where(one => one.Signal == signal).Select(one => new ProtobufMessage(one.Body));

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue((context.Request.Path.Value!.Split('/')[^1], body.ToArray()));
        context.Response.ContentType = "application/x-protobuf";
    }
}

/// <summary>One span as it came; ids in hexadecimal, the parent's empty at the root of a trace.</summary>
internal sealed record ReceivedSpan(string Source, string Name, string Trace, string Id, string Parent);
