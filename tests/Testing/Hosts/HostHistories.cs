using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace TaskActors.Testing;

/// <summary>
/// Generated histories of several callers of one user at a time, with the activations let go at random points: every
/// answer must fit one sequential history that also respects who came before whom.
/// </summary>
public abstract class HostHistories : IAsyncLifetime
{
    private ITaskStore? _store;
    private IHostUnderTest? _host;
    private int _users;

    /// <summary>How many histories are run.</summary>
    protected abstract int Histories { get; }

    public async Task InitializeAsync()
    {
        _store = await OpenStoreAsync();
        _host = await StartAsync(new HostSetup(_store, new TaskLimits()));
    }

    public virtual async Task DisposeAsync() => await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);

    /// <summary>The store below the host: in memory, unless a suite is about another one.</summary>
    protected virtual Task<ITaskStore> OpenStoreAsync() => Task.FromResult<ITaskStore>(new MemoryTaskStore());

    [SkippableFact]
    public void Every_history_of_one_user_is_sequential()
    {
        var callers =
            from histories in Gen.ArrayOf(TaskGenerators.Histories(15), 4)
            from forgetAt in Gen.Choose(0, 30)
            select (histories, forgetAt);

        // FsCheck runs its cases one after the other and knows no asynchronous ones for this shape.
        Prop.ForAll(callers.ToArbitrary(), run => RunAsync(run.histories, run.forgetAt).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));
    }

    protected abstract Task<IHostUnderTest> StartAsync(HostSetup setup);

    private async Task RunAsync(TaskCommand[][] histories, int forgetAt)
    {
        var user = new UserId($"user-{Interlocked.Increment(ref _users)}");
        var record = new HistoryRecord(async () => (await _store!.LoadAsync(user, default)).Rev);
        var calls = 0;

        await Task.WhenAll(histories.Select(history => Task.Run(async () =>
        {
            foreach (var command in history)
            {
                if (Interlocked.Increment(ref calls) == forgetAt)
                {
                    await _host!.ForgetAllAsync();
                }

                await record.WriteAsync(command, _host!.Of(user));
                await record.ReadAsync(_host.Of(user));
            }
        })));

        record.AssertSequential(await _host!.Of(user).ReadAsync());
    }
}
