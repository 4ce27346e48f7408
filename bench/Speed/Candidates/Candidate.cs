namespace TaskActors.Bench.Speed.Candidates;

/// <summary>One server to measure: it is started, seeded, asked, and ended by its process id.</summary>
internal abstract class Candidate : IAsyncDisposable
{
    /// <summary>What <c>--only</c> calls it.</summary>
    public abstract string Name { get; }

    /// <summary>What the report calls it.</summary>
    public abstract string Title { get; }

    public abstract Uri Address { get; }

    /// <summary>Its own process.</summary>
    public abstract int ProcessId { get; }

    /// <summary>The database server that it asks, if there is one.</summary>
    public virtual int? DatabaseProcessId => null;

    /// <summary>One of those that a user would pick otherwise: the best of them is what we are compared with.</summary>
    public virtual bool IsRival => false;

    public virtual bool IsOurs => false;

    /// <summary>Whether it asks for tokens and keeps what it is told: all but bare Kestrel.</summary>
    public virtual bool IsReal => true;

    /// <summary>A task's id is the user's number times this, and the task's own from 1 on.</summary>
    public virtual int IdStride => Crowd.TasksCount;

    /// <returns>Why it cannot be started here; null if it runs.</returns>
    public abstract Task<string?> TryStartAsync();

    /// <summary>Gives twenty tasks to each of these users.</summary>
    public abstract Task SeedAsync(Crowd crowd, int first, int count);

    /// <summary>What it is made of, for the report.</summary>
    public abstract Task<string> VersionsAsync();

    public abstract ValueTask DisposeAsync();
}
