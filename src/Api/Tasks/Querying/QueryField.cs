namespace TaskActors.Api.Tasks.Querying;

/// <summary>What a list query can say, whatever it is spelled like.</summary>
[Flags]
internal enum QueryField
{
    Unknown = 0,
    Status = 1,
    Priority = 2,
    Tag = 4,
    DueBefore = 8,
    DueAfter = 16,
    Text = 32,
    Sort = 64,
    Direction = 128,
    Limit = 256,
    Cursor = 512,

    /// <summary>What chooses tasks, and does not only arrange them.</summary>
    Filter = Status | Priority | Tag | DueBefore | DueAfter | Text,
}
