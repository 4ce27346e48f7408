namespace TaskActors.Tests.Limits;

/// <summary>A clock that moves when a test says so.</summary>
internal sealed class SetClock : TimeProvider
{
    private long _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _elapsed);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _elapsed, by.Ticks);
}
