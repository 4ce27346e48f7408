namespace TaskActors.Api.Limits;

/// <summary>What a caller may take: a steady rate, and what is saved up during a pause.</summary>
internal readonly record struct Quota(int PerSecond, int Burst)
{
    public bool IsOff => PerSecond == 0 || Burst == 0;

    /// <summary>How long an emptied bucket takes to fill, in whole seconds.</summary>
    public int WindowSeconds => (Burst + PerSecond - 1) / PerSecond;
}

/// <summary>What is left of a quota after a request was counted, or refused.</summary>
/// <param name="IsGranted">Whether the request may pass.</param>
/// <param name="Left">How many more may come at once.</param>
/// <param name="FullAfter">When the bucket is full again.</param>
internal readonly record struct QuotaUse(bool IsGranted, int Left, TimeSpan FullAfter);
