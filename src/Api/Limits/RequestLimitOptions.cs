namespace TaskActors.Api.Limits;

/// <summary>How many requests one node serves; a zero turns its limit off.</summary>
internal sealed class RequestLimitOptions
{
    /// <summary>Requests a second of one subject, in the long run.</summary>
    public int RatePerSecond { get; set; } = 200;

    /// <summary>Requests of one subject that may come at once after a pause.</summary>
    public int RateBurst { get; set; } = 400;

    /// <summary>Answers of 401 a second to one client address, in the long run.</summary>
    public int RefusalsPerSecond { get; set; } = 20;

    /// <summary>Answers of 401 to one client address that may come at once after a pause.</summary>
    public int RefusalsBurst { get; set; } = 100;

    /// <summary>Bytes of large bodies and answers that may be under way at once; one user may have a quarter.</summary>
    public long UnderWayBytesMax { get; set; } = 256 * 1_024 * 1_024;
}
