using TaskActors.Storage;

namespace TaskActors.Api.Health;

/// <summary>Whether storage can be read, and written if the last write failed.</summary>
internal sealed class StorageReadiness(IStorageHealth storage) : IReadinessCheck
{
    public string Name => "storage";

    public async Task<Readiness> CheckAsync(CancellationToken cancellation)
    {
        var trouble = await storage.CheckAsync(cancellation);
        // What is wrong names files: it is for the log, and this answer is for everybody.
        return trouble is null ? new Readiness(true, "ok") : new Readiness(false, "does not work, see the log");
    }
}
