using System.Diagnostics.Metrics;
using TaskActors.Api.Auth;

namespace TaskActors.Api.Signals;

/// <summary>What the front door counts by itself; the rest of HTTP is counted by ASP.NET Core.</summary>
internal static class FrontDoorSignals
{
    public const string Name = "TaskActors.Api";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "taskactors.token.refusals", "{token}", "Tokens that were refused, by reason.");

    private static long _streams;

    // Asked for, not counted along: whoever begins to listen late still learns how many there are.
    private static readonly ObservableUpDownCounter<long> Streams = Meter.CreateObservableUpDownCounter(
        "taskactors.stream.active", () => Interlocked.Read(ref _streams), "{stream}", "Open streams of live events.");

    public static void TokenRefused(TokenRefusal reason) =>
        Refusals.Add(1, new KeyValuePair<string, object?>("taskactors.reason", ReasonOf(reason)));

    /// <summary>Counts one more stream until what it returns is disposed of.</summary>
    public static IDisposable OpenStream()
    {
        // Touched here, so that the instrument is there before the first value of it.
        _ = Streams;
        Interlocked.Increment(ref _streams);
        return new OpenedStream();
    }

    /// <summary>As attributes are spelt: <c>not_three_parts</c>.</summary>
    private static string ReasonOf(TokenRefusal reason) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName($"{reason}");

    private sealed class OpenedStream : IDisposable
    {
        private int _isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                Interlocked.Decrement(ref _streams);
            }
        }
    }
}
