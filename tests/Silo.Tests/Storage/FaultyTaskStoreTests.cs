using TaskActors.Testing;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Storage;

/// <summary>The store that fails on purpose fails as it says.</summary>
public sealed class FaultyTaskStoreTests
{
    private static readonly UserId Ada = new("ada");

    private readonly MemoryTaskStore _memory = new();
    private readonly FaultyTaskStore _faulty;

    public FaultyTaskStoreTests() => _faulty = new FaultyTaskStore(_memory);

    [Theory]
    [InlineData(FaultMoment.Before, StorageFailure.Unavailable, 0)]
    [InlineData(FaultMoment.After, StorageFailure.OutcomeUnknown, 1)]
    public async Task A_commit_is_struck_before_or_after_it_took_place(
        FaultMoment moment, StorageFailure failure, int rev)
    {
        _faulty.FailAt(2, moment);
        await _faulty.LoadAsync(Ada, CancellationToken.None);

        var error = await Assert.ThrowsAsync<StorageException>(
            () => _faulty.CommitAsync(First(Ada), CancellationToken.None));

        Assert.Equal(failure, error.Failure);
        Assert.True(_faulty.HasFailed);
        Assert.Equal(rev, (await _faulty.LoadAsync(Ada, CancellationToken.None)).Rev);
    }

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task A_load_that_is_struck_found_nothing(FaultMoment moment)
    {
        _faulty.FailAt(1, moment);

        var error = await Assert.ThrowsAsync<StorageException>(() => _faulty.LoadAsync(Ada, CancellationToken.None));

        Assert.Equal(StorageFailure.Unavailable, error.Failure);
    }

    [Fact]
    public async Task A_run_with_fewer_calls_has_no_fault()
    {
        _faulty.FailAt(3, FaultMoment.Before);

        await _faulty.LoadAsync(Ada, CancellationToken.None);
        await _faulty.CommitAsync(First(Ada), CancellationToken.None);

        Assert.False(_faulty.HasFailed);
        Assert.Equal(2, _faulty.Calls);
    }
}
