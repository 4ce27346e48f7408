using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TaskActors.Tests.Auth;

/// <summary>Publishes what a test wants at an address of its own, also what no real issuer would.</summary>
internal sealed class KeySetServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _fetches;

    private KeySetServer(WebApplication app) => _app = app;

    public Uri Address => new($"{_app.Urls.Single()}/jwks");

    public int Fetches => _fetches;

    /// <summary>How the next request is answered.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public static async Task<KeySetServer> StartAsync(string? keys = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new KeySetServer(app);
        if (keys is not null)
        {
            server.Publish(keys);
        }

        app.Run(context =>
        {
            Interlocked.Increment(ref server._fetches);
            return server.Answer(context);
        });
        await app.StartAsync();
        return server;
    }

    /// <summary>Answers with these keys from now on.</summary>
    public void Publish(params string[] keys) => PublishText($"{{\"keys\":[{string.Join(',', keys)}]}}");

    public void PublishText(string text, string type = "application/json") => Answer = context =>
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text);
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
