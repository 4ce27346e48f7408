namespace TaskActors;

/// <summary>
/// The surroundings do not allow a start: a setting, a file, an address. Its message is one sentence for whoever
/// started the program; it is printed alone, without a stack trace, and the process ends with exit code 1.
/// </summary>
public sealed class StartException(string sentence, Exception? inner = null) : Exception(sentence, inner);
