namespace TaskActors.MovingIn;

/// <summary>What came of it, in numbers.</summary>
public sealed record MovingInReport
{
    public int UsersMoved { get; init; }

    public long TasksMoved { get; init; }

    /// <summary>Users whose tasks an earlier run moved in.</summary>
    public int UsersDone { get; init; }

    public int UsersRefused { get; init; }

    /// <summary>Rows whose values were cut.</summary>
    public long RowsCut { get; init; }

    /// <summary>Whether every user of the source is here now.</summary>
    public bool IsComplete => UsersRefused == 0;

    public int UsersRead => UsersMoved + UsersDone + UsersRefused;

    public override string ToString() =>
        $"{UsersMoved} users with {TasksMoved} tasks ({RowsCut} rows cut); moved in earlier: {UsersDone} users; "
        + $"not moved in: {UsersRefused} users";
}
