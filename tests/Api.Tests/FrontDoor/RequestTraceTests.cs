using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using TaskActors.Api.FrontDoor;
using Xunit;

namespace TaskActors.Tests.FrontDoor;

/// <summary>Under which id a request is found again.</summary>
public sealed class RequestTraceTests
{
    private const string OfCaller = "0af7651916cd43dd8448eb211c80319c";
    private const string Traceparent = $"00-{OfCaller}-b7ad6b7169203331-01";

    private readonly DefaultHttpContext _context = new();

    [Fact]
    public void A_traced_request_has_the_id_of_its_trace_whatever_its_caller_says()
    {
        _context.Request.Headers.TraceParent = Traceparent;
        using var activity = new Activity("a request").SetIdFormat(ActivityIdFormat.W3C).Start();

        Assert.Equal(activity.TraceId.ToHexString(), RequestTrace.IdOf(_context));
    }

    [Theory]
    [InlineData(Traceparent)]
    [InlineData($"00-{OfCaller}-b7ad6b7169203331-00")]
    [InlineData($"01-{OfCaller}-b7ad6b7169203331-01")]
    public void Any_other_request_has_the_id_of_its_callers_trace(string traceparent)
    {
        _context.Request.Headers.TraceParent = traceparent;

        Assert.Equal(OfCaller, RequestTrace.IdOf(_context));
    }

    [Fact]
    public void Without_either_one_id_is_made_and_stays_for_the_whole_request()
    {
        var id = RequestTrace.IdOf(_context);

        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Equal(id, RequestTrace.IdOf(_context));
        Assert.NotEqual(id, RequestTrace.IdOf(new DefaultHttpContext()), StringComparer.Ordinal);
    }

    [Fact]
    public void An_id_once_given_does_not_change_with_the_header()
    {
        _context.Request.Headers.TraceParent = Traceparent;
        var id = RequestTrace.IdOf(_context);

        _context.Request.Headers.TraceParent = "";

        Assert.Equal(id, RequestTrace.IdOf(_context));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData(OfCaller)]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData($"00-{OfCaller}-0000000000000000-01")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01")]
    [InlineData($"ff-{OfCaller}-b7ad6b7169203331-01")]
    [InlineData($"00-{OfCaller}-b7ad6b7169203331")]
    [InlineData($"00-{OfCaller}-b7ad6b7169203331-01-more")]
    [InlineData($"00-{OfCaller}-b7ad6b7169203331-0g")]
    [InlineData("00-<script>alert(1)</script>xxxxxxx-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c8031\n\n-b7ad6b7169203331-01")]
    public void What_is_no_trace_of_a_caller_is_not_repeated(string traceparent)
    {
        _context.Request.Headers.TraceParent = traceparent;

        var id = RequestTrace.IdOf(_context);

        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.NotEqual(OfCaller, id, StringComparer.Ordinal);
        Assert.Equal(id, RequestTrace.IdOf(_context));
    }

    [Fact]
    public void Of_two_traces_none_is_taken()
    {
        _context.Request.Headers.TraceParent = new([Traceparent, Traceparent]);

        var id = RequestTrace.IdOf(_context);

        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.NotEqual(OfCaller, id, StringComparer.Ordinal);
    }
}
