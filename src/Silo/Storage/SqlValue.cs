using System.Globalization;

namespace TaskActors.Storage;

/// <summary>What a column gets: a whole number, a text, or nothing. Nothing is allocated for a number.</summary>
internal readonly record struct SqlValue
{
    private SqlValue(string? text, long number, bool isNumber)
    {
        Text = text;
        Number = number;
        IsNumber = isNumber;
    }

    /// <summary>Null where it is a number, or nothing.</summary>
    public string? Text { get; }

    public long Number { get; }

    public bool IsNumber { get; }

    public static implicit operator SqlValue(long number) => new(null, number, isNumber: true);

    public static implicit operator SqlValue(string? text) => new(text, 0, isNumber: false);

    /// <summary>As a parameter of ADO.NET takes it.</summary>
    public object? ToObject() => IsNumber ? Number : Text;

    /// <summary>For people who debug.</summary>
    public override string ToString() => IsNumber ? Number.ToString(CultureInfo.InvariantCulture) : Text ?? "NULL";
}
