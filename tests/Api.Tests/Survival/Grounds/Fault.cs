using TaskActors.Tests.Survival.Load;

namespace TaskActors.Tests.Survival.Grounds;

/// <summary>One thing that goes wrong under load.</summary>
/// <param name="Name">For the table of results.</param>
/// <param name="StrikeAsync">Does it, and comes back when everything works again or should.</param>
internal sealed record Fault(string Name, Func<Task> StrikeAsync);

/// <summary>What a round brought.</summary>
/// <param name="Fault">What went wrong in it.</param>
/// <param name="Counts">How attempts ended.</param>
/// <param name="Complaints">What broke a promise; none is the only good answer.</param>
internal sealed record RoundResult(string Fault, LoadCounts Counts, IReadOnlyList<string> Complaints);
