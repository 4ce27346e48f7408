namespace TaskActors.Storage;

/// <summary>
/// Why the storage could not be opened: its message is one sentence for the person who starts the program.
/// </summary>
public sealed class StorageSetupException(string message, Exception? inner = null) : Exception(message, inner);
