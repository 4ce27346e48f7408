using System.Collections.Concurrent;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>Keys that come and go while many requests are under way.</summary>
public sealed class KeyRotationTests
{
    private const int Callers = 8;
    private const int Rotations = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestKey[] _keys =
        [.. Enumerable.Range(0, Rotations + 1).Select(step => TestKey.Of(step % 2 == 0 ? "EdDSA" : "ES256"))];

    private readonly int[] _reached = new int[Callers];
    private readonly ConcurrentQueue<string> _refused = new();
    private int _step;

    /// <summary>
    /// Each key signs at once, before the server has seen it. The one before it stays published until all callers have
    /// changed over.
    /// </summary>
    [Fact]
    public async Task Under_load_no_good_token_is_refused_and_no_withdrawn_key_goes_on()
    {
        await using var server = await KeySetServer.StartAsync(JwkOf(0));
        await using var host = await PublishedTokenHost.StartAsync(options =>
        {
            options.KeySources = [PublishedTokenHost.Source(server.Address)];
            // The withdrawn keys that are tried are unknown ones, and must not hold up the next rotation.
            options.CoolDown = TimeSpan.Zero;
        });
        using var end = new CancellationTokenSource();
        var callers = Enumerable.Range(0, Callers).Select(caller => CallAsync(host, caller, end.Token)).ToArray();

        for (var step = 1; step <= Rotations; step++)
        {
            server.Publish(JwkOf(step - 1), JwkOf(step));
            Volatile.Write(ref _step, step);
            await ReachAsync(step);
            server.Publish(JwkOf(step));
            await host.RefreshAsync();
            Assert.Equal(401, await host.StatusAsync(TokenOf(step - 1, "after")));
        }

        await end.CancelAsync();
        await Task.WhenAll(callers);
        Assert.Empty(_refused);
    }

    private async Task CallAsync(PublishedTokenHost host, int caller, CancellationToken end)
    {
        for (var number = 0; !end.IsCancellationRequested; number++)
        {
            var step = Volatile.Read(ref _step);
            var status = await host.StatusAsync(TokenOf(step, $"{caller}-{number}"));
            if (status != 200)
            {
                _refused.Enqueue($"request {number} of caller {caller} with key {step}: {status}");
            }

            Volatile.Write(ref _reached[caller], step);
        }
    }

    private async Task ReachAsync(int step)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Enumerable.Range(0, Callers).Any(caller => Volatile.Read(ref _reached[caller]) < step))
        {
            await Task.Delay(5, patience.Token);
        }
    }

    private string JwkOf(int step) => _keys[step].WithId($"{step}");

    /// <summary>Never seen before, so that it is verified.</summary>
    private string TokenOf(int step, string id) =>
        _keys[step].Token($"{step}", payload => payload.With("jti", $"\"{id}\""));
}
