namespace TaskActors.Api.Events;

/// <summary>The rhythm of live streams; no setting, but tests have less time.</summary>
internal sealed class EventStreamOptions
{
    /// <summary>How long a stream is silent at most, so that proxies and clients can tell it from a dead one.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a client may take nothing of what waits for it before its connection is cut.</summary>
    public TimeSpan StallMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The first pause before a stream that broke behind the front door is opened again.</summary>
    public TimeSpan PauseMin { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>What the pauses grow to.</summary>
    public TimeSpan PauseMax { get; set; } = TimeSpan.FromSeconds(2);
}
