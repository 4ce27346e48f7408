namespace TaskActors;

/// <summary>
/// The surroundings do not allow a start: the message is one sentence for the operator, who needs no stack trace.
/// </summary>
public sealed class SetupException(string message, Exception? inner = null) : Exception(message, inner);
