namespace TaskActors.Backups;

/// <summary>Which backup goes where.</summary>
/// <param name="From">The full path of the backup, which is left as it is.</param>
/// <param name="To">The full path of the database, which must not be there.</param>
public sealed record RestoreFiles(string From, string To);
