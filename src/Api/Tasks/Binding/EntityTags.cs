using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace TaskActors.Api.Tasks.Binding;

/// <summary>
/// A list of entity tags (RFC 9110, sections 8.8.3 and 13.1): ours are <c>"r"</c> and a revision; others can match
/// nothing.
/// </summary>
internal sealed record EntityTags(bool IsAny, ImmutableArray<long> StrongRevs, ImmutableArray<long> WeakRevs)
{
    private static readonly EntityTags Any = new(IsAny: true, [], []);

    public static string Format(long rev) => string.Create(CultureInfo.InvariantCulture, $"\"r{rev}\"");

    /// <summary>A weak tag promises too little to overwrite anything by: it matches nothing.</summary>
    public Precondition ToPrecondition() => new() { IsAny = IsAny, Revs = StrongRevs };

    /// <summary>Whether <c>If-None-Match</c> names this revision. One that cannot be read names nothing.</summary>
    public static bool Names(StringValues ifNoneMatch, long rev) =>
        ifNoneMatch.Count > 0 && TryParse(ifNoneMatch.ToString(), out var tags)
        && (tags.IsAny || tags.StrongRevs.Contains(rev) || tags.WeakRevs.Contains(rev));

    /// <summary>Reads <c>*</c> or a list; lines of one header are joined by commas.</summary>
    public static bool TryParse(string header, out EntityTags tags)
    {
        tags = Any;
        var rest = header.AsSpan().Trim(" \t");
        if (rest is "*")
        {
            return true;
        }

        var strong = ImmutableArray.CreateBuilder<long>();
        var weak = ImmutableArray.CreateBuilder<long>();
        var count = 0;
        while (!(rest = rest.TrimStart(" \t,")).IsEmpty)
        {
            var isWeak = rest.StartsWith("W/", StringComparison.Ordinal);
            if (!TryTakeTag(isWeak ? rest[2..] : rest, out var opaque, out rest))
            {
                return false;
            }

            count++;
            if (TryReadRev(opaque, out var rev))
            {
                (isWeak ? weak : strong).Add(rev);
            }
        }

        tags = new EntityTags(IsAny: false, strong.ToImmutable(), weak.ToImmutable());
        return count > 0;
    }

    /// <summary>Takes a quoted tag, after which only a comma or the end may follow.</summary>
    private static bool TryTakeTag(ReadOnlySpan<char> text, out ReadOnlySpan<char> opaque, out ReadOnlySpan<char> rest)
    {
        opaque = rest = default;
        var end = text is ['"', ..] ? text[1..].IndexOf('"') : -1;
        if (end < 0)
        {
            return false;
        }

        opaque = text.Slice(1, end);
        rest = text[(end + 2)..].TrimStart(" \t");
        return (rest.IsEmpty || rest[0] == ',') && opaque.IndexOfAnyInRange('\0', ' ') < 0 && !opaque.Contains('\x7F');
    }

    private static bool TryReadRev(ReadOnlySpan<char> opaque, out long rev)
    {
        rev = 0;
        return opaque is ['r', .. var digits]
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out rev)
            && (digits.Length == 1 || digits[0] != '0');
    }
}
