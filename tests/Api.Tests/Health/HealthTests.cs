using System.Net;
using TaskActors.Tests.Problems;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Health;

public sealed class HealthTests : IAsyncLifetime, IDisposable
{
    private readonly SwitchedStorage _storage = new();
    private readonly HostedApi _server;

    public HealthTests() => _server = new HostedApi { Actors = new FailingActors(), Storage = _storage };

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_server_whose_storage_answers_is_alive_and_ready()
    {
        var live = await _server.HttpClient.GetStringAsync("/livez");
        var ready = await _server.HttpClient.GetStringAsync("/readyz");
        var verbose = await _server.HttpClient.GetStringAsync("/readyz?verbose");

        Assert.Equal("alive\n", live);
        Assert.Equal("ready\n", ready);
        Assert.Equal("ok storage: ok\nok actors: of the tests\nok node: serving\nready\n", verbose);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_whose_storage_does_not_answer_is_alive_and_not_ready(bool isBug)
    {
        _storage.Answer = () => isBug ? throw new IOException("/secret/path is full") : "/secret/path is full";

        var live = await _server.HttpClient.SendAsync("GET", "/livez");
        var ready = await _server.HttpClient.SendAsync("GET", "/readyz?verbose");

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        var problem = await ready.BodyAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("not_ready", problem.Text("code"));
        Assert.Equal("Not ready: storage.", problem.Text("detail"));
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callers_who_come_together_ask_storage_once()
    {
        var answers = Enumerable.Range(0, 20).Select(_ => _server.HttpClient.GetStringAsync("/readyz"));

        await Task.WhenAll(answers);

        Assert.InRange(_storage.Asked, 1, 5);
    }
}
