namespace TaskActors.MovingIn;

/// <summary>How to move: where the fields are found, and what to do with rows that break a rule.</summary>
public sealed record MovingInOptions
{
    /// <summary>What stands for a column to say that there is none.</summary>
    public const string NoColumn = "none";

    /// <summary>What an empty title becomes when rows are cut.</summary>
    public const string Untitled = "(untitled)";

    /// <summary>The table, also as <c>schema.table</c>; null looks for one.</summary>
    public string? Table { get; init; }

    /// <summary>The columns that were named; the others are looked for.</summary>
    public IReadOnlyDictionary<SourceField, string> Columns { get; init; } = new Dictionary<SourceField, string>();

    /// <summary>Reads and reports only.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Cuts values that break a rule instead of refusing their user.</summary>
    public bool FixesRows { get; init; }

    public TaskLimits Limits { get; init; } = new();

    /// <summary>Whether a token could have this subject.</summary>
    public required Func<string, bool> IsSubject { get; init; }
}
