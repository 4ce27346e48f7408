namespace TaskActors.Tests.Survival.Load;

/// <summary>How many attempts ended how.</summary>
internal sealed class LoadCounts
{
    private int _acknowledged;
    private int _refused;
    private int _unknown;

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Known not to have been written.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public int Unknown => Volatile.Read(ref _unknown);

    public void Add(Checking.Outcome outcome)
    {
        switch (outcome)
        {
            case Checking.Outcome.Acknowledged:
                Interlocked.Increment(ref _acknowledged);
                break;
            case Checking.Outcome.Unknown:
                Interlocked.Increment(ref _unknown);
                break;
            default:
                Interlocked.Increment(ref _refused);
                break;
        }
    }
}
