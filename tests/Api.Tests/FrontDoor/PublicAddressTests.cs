using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TaskActors.Api.FrontDoor;
using Xunit;

namespace TaskActors.Tests.FrontDoor;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData(null, null, "https", "tasks.example.org", "http://inner:8000")]
    [InlineData("https://tasks.example.org/", null, "http", "evil", "https://tasks.example.org")]
    [InlineData("https://example.org/tasks", null, "http", "evil", "https://example.org/tasks")]
    [InlineData(null, "10.0.0.0/8", "https", "tasks.example.org", "https://tasks.example.org")]
    [InlineData(null, "10.0.0.7", "https", "evil, tasks.example.org:8443", "https://tasks.example.org:8443")]
    [InlineData(null, "::ffff:10.0.0.7/128", "https", "tasks.example.org", "https://tasks.example.org")]
    [InlineData(null, "10.0.0.8", "https", "tasks.example.org", "http://inner:8000")]
    [InlineData(null, "10.0.0.7", "ftp", "a/b", "http://inner:8000")]
    [InlineData(null, "10.0.0.7", "https", "user@host", "https://inner:8000")]
    [InlineData(null, "10.0.0.7", null, null, "http://inner:8000")]
    public void Links_begin_with_what_was_configured_or_forwarded_by_a_trusted_proxy_or_asked_for(
        string? configured, string? trusted, string? scheme, string? host, string expected)
    {
        IList<string> proxies = trusted is null ? [] : [trusted];
        var options = Options.Create(new FrontDoorOptions { PublicUrl = configured, TrustedProxies = proxies });
        using var services = Services(options.Value);
        var context = new DefaultHttpContext();
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("inner:8000");
        context.Request.Headers["X-Forwarded-For"] = "198.51.100.7";
        context.Request.Headers["X-Forwarded-Proto"] = scheme;
        context.Request.Headers["X-Forwarded-Host"] = host;
        context.Connection.RemoteIpAddress = IPAddress.Parse("::ffff:10.0.0.7");

        Forwarding(services).ApplyForwarders(context);
        var address = new PublicAddress(options).Of(context);

        Assert.Equal(expected, address);
    }

    [Theory]
    [InlineData("", "10.9.9.9, 198.51.100.7", "10.0.0.7")]
    [InlineData("10.0.0.8", "10.9.9.9, 198.51.100.7", "10.0.0.7")]
    [InlineData("10.0.0.7", "10.9.9.9, 198.51.100.7", "198.51.100.7")]
    [InlineData("10.0.0.0/8", "192.0.2.1, 198.51.100.7, 10.9.9.9", "198.51.100.7")]
    [InlineData("10.0.0.0/8", "198.51.100.7, nobody, 10.9.9.9", "10.9.9.9")]
    [InlineData("10.0.0.7", "", "10.0.0.7")]
    public void A_client_is_the_nearest_address_that_is_no_trusted_proxy(
        string trusted, string forwarded, string expected)
    {
        using var services = Services(new FrontDoorOptions { TrustedProxies = trusted.Length == 0 ? [] : [trusted] });
        var context = new DefaultHttpContext();
        context.Request.Headers["X-Forwarded-For"] = forwarded;
        context.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.7");

        Forwarding(services).ApplyForwarders(context);

        Assert.Equal(IPAddress.Parse(expected), context.Connection.RemoteIpAddress);
    }

    [Theory]
    [InlineData("https://tasks.example.org", "10.0.0.0/8", "http://localhost:3000", 0)]
    [InlineData(null, "fd00::/8", "https://app.example.org", 0)]
    [InlineData("tasks.example.org", "10.0.0.0/8", "http://localhost:3000", 1)]
    [InlineData("ftp://tasks.example.org", "10.0.0.0/8", "http://localhost:3000", 1)]
    [InlineData("https://tasks.example.org/?x", "10.0.0.0/8", "http://localhost:3000", 1)]
    [InlineData(null, "proxy", "http://localhost:3000", 1)]
    [InlineData(null, "10.0.0.7", "*", 1)]
    [InlineData(null, "10.0.0.7", "http://localhost:3000/", 1)]
    [InlineData(null, "10.0.0.7", "localhost:3000", 1)]
    [InlineData("x", "y", "z", 3)]
    public void Every_setting_that_could_not_work_is_named_at_the_start(
        string? url, string proxy, string origin, int wrong)
    {
        var options = new FrontDoorOptions { PublicUrl = url, TrustedProxies = [proxy], CorsOrigins = [origin] };

        var result = new FrontDoorOptionsValidator().Validate(null, options);

        Assert.Equal(wrong, result.Failures?.Count() ?? 0);
    }

    private static ServiceProvider Services(FrontDoorOptions door)
    {
        var services = new ServiceCollection();
        services.AddTrustedProxies();
        services.AddSingleton(Options.Create(door));
        return services.BuildServiceProvider();
    }

    private static ForwardedHeadersMiddleware Forwarding(ServiceProvider services) => new(
        _ => Task.CompletedTask, NullLoggerFactory.Instance,
        services.GetRequiredService<IOptions<ForwardedHeadersOptions>>());
}
