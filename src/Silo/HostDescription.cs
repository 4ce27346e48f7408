namespace TaskActors;

/// <summary>How whoever hosts the actors describes itself in the start lines; each host registers one.</summary>
/// <param name="Text">For example <c>Orleans 10.4.2, 1 silo</c>.</param>
public sealed record HostDescription(string Text);
