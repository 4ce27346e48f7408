using System.Collections.Immutable;
using System.Text;

namespace TaskActors;

/// <summary>What a task's fields may hold. Lengths count Unicode scalar values.</summary>
public static class TaskRules
{
    public const int TitleLengthMax = 200;
    public const int DescriptionLengthMax = 4_000;
    public const int TagsMax = 20;
    public const int TagLengthMax = 50;

    /// <summary>The room between a new task and the last one, so that another can be put in between.</summary>
    public const int OrderStep = 1_024;

    /// <summary>Says what is wrong with a title that was trimmed, or null.</summary>
    public static string? WhyNotTitle(string title) => WhyNot(title, "title", 1, TitleLengthMax);

    public static string? WhyNotDescription(string? description) =>
        description is null ? null : WhyNot(description, "description", 0, DescriptionLengthMax);

    public static string? WhyNotTag(string tag) => WhyNot(tag, "tag", 1, TagLengthMax);

    public static string? WhyNotTags(ImmutableArray<string> tags) =>
        tags.Length > TagsMax ? $"A task has at most {TagsMax} tags."
        : tags.Distinct(StringComparer.Ordinal).Count() < tags.Length ? "A tag may stand only once."
        : null;

    /// <summary>The UTF-8 length of a text, 0 for null.</summary>
    public static int TextBytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private static string? WhyNot(string text, string name, int lengthMin, int lengthMax)
    {
        var length = 0;
        for (var at = 0; at < text.Length; length++)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune))
            {
                return $"The {name} has half of a surrogate pair.";
            }

            if (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n'))
            {
                return $"The {name} has a control character (U+{rune.Value:X4}).";
            }

            at += rune.Utf16SequenceLength;
        }

        return length < lengthMin ? $"The {name} must not be empty."
            : length > lengthMax ? $"The {name} has {length} characters; at most {lengthMax} are allowed."
            : null;
    }
}
