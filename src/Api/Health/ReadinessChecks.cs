namespace TaskActors.Api.Health;

/// <summary>
/// Asks all checks together. Everybody may ask without a token, so that an answer serves for a second, and callers who
/// come together share one.
/// </summary>
internal sealed class ReadinessChecks(
    IEnumerable<IReadinessCheck> checks, TimeProvider time, ILogger<ReadinessChecks> logger)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private Task<ReadinessReport>? _latest;
    private long _askedAt;

    public Task<ReadinessReport> ReportAsync()
    {
        lock (_gate)
        {
            var isFresh = _latest is { IsCompleted: false }
                || (_latest is not null && time.GetElapsedTime(_askedAt) < Age);
            if (!isFresh)
            {
                _askedAt = time.GetTimestamp();
                _latest = AskAllAsync();
            }

            return _latest!;
        }
    }

    private async Task<ReadinessReport> AskAllAsync() => new([.. await Task.WhenAll(checks.Select(AskAsync))]);

    private async Task<(string Name, Readiness State)> AskAsync(IReadinessCheck check)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            return (check.Name, await check.CheckAsync(patience.Token).WaitAsync(patience.Token));
        }
        catch (OperationCanceledException)
        {
            return (check.Name, new Readiness(false, "no answer in time"));
        }
        catch (Exception error) // Whatever a check throws means the same here: not ready.
        {
            Log.CheckFailed(logger, check.Name, error);
            return (check.Name, new Readiness(false, "failed, see the log"));
        }
    }
}
