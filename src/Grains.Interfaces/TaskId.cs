using System.Globalization;
using Orleans;

namespace TaskActors;

/// <summary>The number of a task: counted per user from 1, never used again.</summary>
[GenerateSerializer, Immutable, Alias("task-id")]
public readonly record struct TaskId([property: Id(0)] long Value) : IComparable<TaskId>
{
    /// <summary>Reads the canonical form: digits without sign, space or leading zero.</summary>
    public static bool TryParse(string? text, out TaskId id)
    {
        var parsed = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        id = new TaskId(value);
        // The framework's parser lets NULs follow the digits.
        return parsed && value > 0 && text![0] != '0' && text[^1] != '\0';
    }

    public int CompareTo(TaskId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(TaskId left, TaskId right) => left.Value < right.Value;

    public static bool operator >(TaskId left, TaskId right) => left.Value > right.Value;

    public static bool operator <=(TaskId left, TaskId right) => left.Value <= right.Value;

    public static bool operator >=(TaskId left, TaskId right) => left.Value >= right.Value;
}
