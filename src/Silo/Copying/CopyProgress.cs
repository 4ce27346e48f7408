namespace TaskActors.Copying;

/// <summary>Says every two seconds how far a pass over all users is, and at its end how long it took.</summary>
internal sealed class CopyProgress(TextWriter output, TimeProvider time, long users)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private string _doing = "";
    private long _done;
    private long _toldAt;

    public void Begin(string doing)
    {
        _doing = doing;
        _done = 0;
        _toldAt = time.GetTimestamp();
    }

    /// <summary>Counts one more user.</summary>
    public async ValueTask TellAsync()
    {
        _done++;
        if (_done == users || time.GetElapsedTime(_toldAt) >= Interval)
        {
            _toldAt = time.GetTimestamp();
            await output.WriteLineAsync($"{_doing} {_done} of {users} users");
        }
    }
}
