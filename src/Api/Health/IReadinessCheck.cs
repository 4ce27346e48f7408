namespace TaskActors.Api.Health;

/// <summary>Something that must work before requests are sent here; registered by whoever brings it.</summary>
internal interface IReadinessCheck
{
    /// <summary>One word, for the line of <c>/readyz?verbose</c>.</summary>
    string Name { get; }

    /// <summary>Asks it. Throwing, or taking too long, means that it is not ready.</summary>
    Task<Readiness> CheckAsync(CancellationToken cancellation);
}

/// <summary>Whether something works.</summary>
/// <param name="IsReady">Whether requests can be served.</param>
/// <param name="Text">What an operator wants to know; it is shown without a token, and says nothing of users.</param>
internal readonly record struct Readiness(bool IsReady, string Text);
