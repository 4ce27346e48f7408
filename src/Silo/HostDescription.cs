namespace TaskActors;

/// <summary>Which host runs the actors, as the start line, <c>--version</c> and readiness say it.</summary>
/// <param name="Text">For example <c>Orleans 10.4.2, 1 silo</c>.</param>
public sealed record HostDescription(string Text);
