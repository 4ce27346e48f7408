namespace TaskActors.Api.Limits;

/// <summary>
/// The texts that tell callers what is left, kept: nearly all callers have nearly all left, and every answer says so.
/// </summary>
internal sealed class QuotaTexts(string name, Quota quota)
{
    private const int KeptMax = 1_024;

    // By how much was used; a text that another thread replaces at the same moment is as good.
    private readonly Kept?[] _kept = new Kept?[Math.Clamp(quota.Burst, 1, KeptMax)];

    /// <summary>Not asked for where there is no limit.</summary>
    public string Policy { get; } = quota.IsOff ? "" : QuotaHeaders.PolicyOf(name, quota);

    public string Of(QuotaUse use)
    {
        var seconds = QuotaHeaders.SecondsOf(use);
        var used = quota.Burst - use.Left;
        if (used < 0 || used >= _kept.Length)
        {
            return QuotaHeaders.UseOf(name, use.Left, seconds);
        }

        if (_kept[used] is { } kept && kept.Seconds == seconds)
        {
            return kept.Text;
        }

        var text = QuotaHeaders.UseOf(name, use.Left, seconds);
        _kept[used] = new Kept(seconds, text);
        return text;
    }

    private sealed record Kept(int Seconds, string Text);
}
