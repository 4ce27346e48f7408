namespace TaskActors;

/// <summary>The bounded queue of one user's turns, in order of arrival.</summary>
internal sealed class TurnQueue(TaskLimits limits)
{
    private readonly Queue<Turn> _waiting = new();
    private int _bytes;

    /// <summary>The turn that waits the longest; null if none does.</summary>
    public Turn? First => _waiting.TryPeek(out var turn) ? turn : null;

    /// <summary>Takes a turn in, or says that there is no room.</summary>
    public bool TryAdd(Turn turn)
    {
        var isFull = _waiting.Count >= limits.QueueLengthMax || _bytes + turn.Write.Bytes > limits.QueueBytesMax;
        if (isFull && _waiting.Count > 0)
        {
            return false;
        }

        _waiting.Enqueue(turn);
        _bytes += turn.Write.Bytes;
        return true;
    }

    /// <summary>Takes the turns that are decided and stored together.</summary>
    public List<Turn> TakeGroup()
    {
        var group = new List<Turn>(Math.Min(_waiting.Count, limits.GroupLengthMax));
        var bytes = 0;
        while (group.Count < limits.GroupLengthMax && _waiting.TryPeek(out var turn))
        {
            if (group.Count > 0 && bytes + turn.Write.Bytes > limits.GroupBytesMax)
            {
                break;
            }

            _waiting.Dequeue();
            bytes += turn.Write.Bytes;
            group.Add(turn);
        }

        _bytes -= bytes;
        return group;
    }
}
