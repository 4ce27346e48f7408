using System.Collections.Immutable;
using System.Text.Json;
using TaskActors.Testing.Replicas;
using TaskActors.Tests.Survival.Checking;

namespace TaskActors.Tests.Survival.Load;

/// <summary>
/// A replica of a user's list, kept by <c>changes</c> and <c>events</c> over all that happens to the server. What it
/// holds after each thing that it was told counts as a read.
/// </summary>
internal sealed class LoadReplica
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly LoadUser _user;
    private readonly Random _random;
    private readonly Replica _replica;

    public LoadReplica(LoadUser user, Random random)
    {
        _user = user;
        _random = random;
        _replica = new Replica { OnChange = Remember };
    }

    public async Task FollowAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(stop);
            cut.CancelAfter(TimeSpan.FromMilliseconds(_random.Next(50, 1_500)));
            await SomehowAsync(cut.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(_random.Next(50), CancellationToken.None);
        }
    }

    /// <summary>Waits until it has heard of everything, and says in what it differs.</summary>
    public async Task<IEnumerable<string>> ComplaintsAsync(ListRead last)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (_replica.Rev < last.Rev && !patience.IsCancellationRequested)
        {
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
            cut.CancelAfter(TimeSpan.FromSeconds(1));
            await SomehowAsync(cut.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return ComplaintsAbout(last);
    }

    private IEnumerable<string> ComplaintsAbout(ListRead last)
    {
        if (_replica.Rev != last.Rev || !Tasks().SequenceEqual(last.Tasks))
        {
            yield return $"replica: at {_replica.Rev} it differs from the list at {last.Rev}";
        }

        if (_replica.Doubled > 0)
        {
            yield return $"replica: {_replica.Doubled} changes came twice";
        }
    }

    /// <summary>Both ways to catch up have to fit together.</summary>
    private Task SomehowAsync(CancellationToken cut) => _random.Next(3) == 0
        ? _replica.SyncAsync(_user.ClientOf(0), cut)
        : _replica.FollowAsync(_user.ClientOf(0), cut);

    // When the server took it is not known: it may be behind what others were told, though never before it.
    private void Remember() =>
        _user.Add(new ListRead(0, TimeProvider.System.GetTimestamp(), _replica.Rev, Tasks()));

    private ImmutableArray<SeenTask> Tasks() =>
        [.. _replica.Tasks.Values.Select(task => SeenTask.Of(JsonDocument.Parse(task).RootElement))];
}
