using Orleans;

namespace TaskActors;

/// <summary>
/// A member that a request named, or did not: <c>null</c> and absent are different things in a patch.
/// </summary>
[GenerateSerializer, Immutable, Alias("optional`1")]
public readonly record struct Optional<T>
{
    internal Optional(T value)
    {
        IsNamed = true;
        Value = value;
    }

    [Id(0)]
    public bool IsNamed { get; init; }

    /// <summary>What it was set to; the default of its type when it was not named.</summary>
    [Id(1)]
    public T? Value { get; init; }

    /// <summary>The named value, or what stood there before.</summary>
    public T Or(T before) => IsNamed ? Value! : before;
}

/// <summary>Makes named members.</summary>
public static class Optional
{
    public static Optional<T> Of<T>(T value) => new(value);
}
