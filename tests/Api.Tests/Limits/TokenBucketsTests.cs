using TaskActors.Api.Limits;
using Xunit;

namespace TaskActors.Tests.Limits;

public sealed class TokenBucketsTests
{
    private readonly SetClock _clock = new();
    private readonly TokenBuckets<string> _buckets;

    public TokenBucketsTests() => _buckets = new TokenBuckets<string>(new Quota(10, 5), _clock);

    [Fact]
    public void A_burst_passes_and_then_the_rate()
    {
        var burst = Take("ada", 8);

        _clock.Advance(TimeSpan.FromMilliseconds(99));
        var tooEarly = Take("ada", 1);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var inTime = Take("ada", 2);

        Assert.Equal((5, 0, 1), (burst, tooEarly, inTime));
    }

    [Fact]
    public void In_the_long_run_it_is_the_rate_however_fast_somebody_asks()
    {
        var passed = 0;
        for (var n = 0; n < 10_000; n++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            passed += Take("ada", 1);
        }

        Assert.InRange(passed, 104, 105);
    }

    [Fact]
    public void Two_callers_share_nothing()
    {
        Take("ada", 100);

        Assert.Equal(5, Take("bob", 100));
    }

    [Fact]
    public void What_is_left_and_when_it_is_whole_again_is_told()
    {
        var first = _buckets.Take("ada");
        Take("ada", 4);
        var refused = _buckets.Take("ada");

        Assert.Equal(new QuotaUse(true, 4, TimeSpan.FromMilliseconds(100)), first);
        Assert.Equal(new QuotaUse(false, 0, TimeSpan.FromMilliseconds(500)), refused);
    }

    [Fact]
    public void A_token_that_was_given_back_can_be_taken_again()
    {
        Take("ada", 5);

        _buckets.Return("ada");

        Assert.Equal(1, Take("ada", 2));
    }

    [Fact]
    public void Buckets_of_callers_who_left_are_thrown_away()
    {
        for (var n = 0; n < 1_000; n++)
        {
            _buckets.Take($"caller {n}");
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        _buckets.Take("ada");
        _clock.Advance(TimeSpan.FromSeconds(1));
        _buckets.Take("bob");

        Assert.InRange(_buckets.Count, 1, 2);
    }

    [Fact]
    public void Memory_has_an_end_though_nobody_leaves()
    {
        for (var n = 0; n < TokenBuckets<string>.CallersMax + 1_000; n++)
        {
            _buckets.Take($"caller {n}");
        }

        Assert.Equal(TokenBuckets<string>.CallersMax, _buckets.Count);
    }

    [Fact]
    public async Task Many_at_once_get_no_more_than_the_burst()
    {
        var buckets = new TokenBuckets<string>(new Quota(1, 1_000), _clock);

        var passed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => Enumerable.Range(0, 1_000).Count(_ => buckets.Take("ada").IsGranted))));

        Assert.Equal(1_000, passed.Sum());
    }

    private int Take(string caller, int times) =>
        Enumerable.Range(0, times).Count(_ => _buckets.Take(caller).IsGranted);
}
