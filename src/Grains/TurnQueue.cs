namespace TaskActors;

/// <summary>
/// The bounded queue of one user's turns, in order of arrival. Whoever finds it at rest runs it; the others wait.
/// </summary>
internal sealed class TurnQueue(TaskLimits limits)
{
    private readonly Queue<Turn> _waiting = new();
    private readonly Lock _lock = new();
    private int _bytes;
    private bool _isRunning;

    /// <summary>Takes a turn in, or says that there is no room.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="mustRun">Whether the queue was at rest: the caller then takes groups until there are none.</param>
    public bool TryAdd(Turn turn, out bool mustRun)
    {
        lock (_lock)
        {
            mustRun = false;
            var isFull = _waiting.Count >= limits.QueueLengthMax || _bytes + turn.Write.Bytes > limits.QueueBytesMax;
            if (isFull && _waiting.Count > 0)
            {
                return false;
            }

            _waiting.Enqueue(turn);
            _bytes += turn.Write.Bytes;
            mustRun = !_isRunning;
            _isRunning = true;
            return true;
        }
    }

    /// <summary>Takes the turns that are decided and stored together; none puts the queue at rest.</summary>
    public List<Turn> TakeGroup()
    {
        lock (_lock)
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
            _isRunning = group.Count > 0;
            return group;
        }
    }
}
