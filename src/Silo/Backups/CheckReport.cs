using System.Globalization;

namespace TaskActors.Backups;

/// <summary>What a check read, and how much of it is wrong.</summary>
public sealed record CheckReport
{
    public long Users { get; init; }

    public long Tasks { get; init; }

    /// <summary>Deletions that are still remembered.</summary>
    public long Tombstones { get; init; }

    /// <summary>Answers that are kept for repeated requests.</summary>
    public long Receipts { get; init; }

    /// <summary>How many things are wrong; each was told while the check ran, up to 100.</summary>
    public int Findings { get; init; }

    public bool IsGood => Findings == 0;

    public override string ToString()
    {
        var read = string.Create(
            CultureInfo.InvariantCulture,
            $"{Users} users, {Tasks} tasks, {Tombstones} deletions, {Receipts} receipts");
        return IsGood
            ? $"{read}; nothing is wrong"
            : string.Create(CultureInfo.InvariantCulture, $"{read}; {Findings} things are wrong");
    }
}
