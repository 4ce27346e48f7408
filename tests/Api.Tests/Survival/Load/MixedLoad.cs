using TaskActors.Tests.Survival.Checking;

namespace TaskActors.Tests.Survival.Load;

/// <summary>
/// Many users with several clients each, some followed by a replica; runs for a round at a time, and its users' lists
/// go on from round to round.
/// </summary>
internal sealed class MixedLoad : IDisposable
{
    private const int ClientsOfAUser = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly Random _random;
    private readonly List<LoadUser> _users;
    private readonly Dictionary<LoadUser, LoadReplica> _replicas;
    private CancellationTokenSource _stop = new();
    private List<Task> _running = [];

    /// <param name="seed">The same seed, the same load, as far as the server's answers are the same.</param>
    /// <param name="users">How many.</param>
    /// <param name="addressOf">Where a client of this number sends to at this moment.</param>
    public MixedLoad(int seed, int users, Func<int, Uri> addressOf)
    {
        _random = new Random(seed);
        _users = [.. Enumerable.Range(0, users).Select(number => new LoadUser($"user-{number}", addressOf))];
        // Every second one.
        _replicas = _users.Where((_, index) => index % 2 == 0)
            .ToDictionary(user => user, _ => new LoadReplica(_, new Random(_random.Next())));
    }

    public LoadCounts Counts { get; private set; } = new();

    /// <summary>Whether clients read, follow and condition, which only one process at a time can answer for.</summary>
    public bool Reads { get; init; } = true;

    public void Start()
    {
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        Counts = new LoadCounts();
        var clients = _users.SelectMany(user => Enumerable.Range(0, ClientsOfAUser).Select(
            number => new LoadClient(user, number, new Random(_random.Next()), Counts) { Reads = Reads }));
        var replicas = Reads ? _replicas.Values.Select(replica => replica.FollowAsync(_stop.Token)) : [];
        _running = [.. clients.Select(client => client.RunAsync(_stop.Token)), .. replicas];
    }

    /// <summary>Waits until so many more attempts were acknowledged.</summary>
    /// <returns>False if that took too long.</returns>
    public async Task<bool> AcknowledgesAsync(int count)
    {
        var wanted = Counts.Acknowledged + count;
        using var patience = new CancellationTokenSource(Patience);
        while (Counts.Acknowledged < wanted && !patience.IsCancellationRequested)
        {
            await Task.Delay(10, CancellationToken.None);
        }

        return Counts.Acknowledged >= wanted;
    }

    /// <summary>Ends it; clients find out how what they repeat has ended.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
    }

    /// <summary>Holds what everybody saw against what is there now, and goes on from that.</summary>
    public async Task<IReadOnlyList<string>> ComplaintsAsync()
    {
        var complaints = await Task.WhenAll(_users.Select(ComplaintsAsync));
        return [.. complaints.SelectMany(ofOne => ofOne)];
    }

    public void Dispose()
    {
        _users.ForEach(user => user.Dispose());
        _stop.Dispose();
    }

    private async Task<IEnumerable<string>> ComplaintsAsync(LoadUser user)
    {
        if (await ReadAtLastAsync(user) is not { } last)
        {
            return [$"{user.Name}: unreadable: the list could not be read"];
        }

        var ofReplica = Reads && _replicas.TryGetValue(user, out var replica)
            ? await replica.ComplaintsAsync(last) : [];
        var history = user.HistoryUntil(last);
        if (!Reads)
        {
            // One process refuses by what it remembers, which another may have changed.
            history = history with { Calls = [.. history.Calls.Where(call => !call.IsRefused)] };
        }

        var verdict = HistoryChecker.Check(history);
        if (verdict.After is { } list)
        {
            user.BeginAnew(list);
        }

        return user.Complaints.Concat(verdict.Complaints).Concat(ofReplica)
            .Select(complaint => $"{user.Name}: {complaint}");
    }

    private static async Task<ListRead?> ReadAtLastAsync(LoadUser user)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if (await user.ReadListAsync(0) is { } last)
            {
                return last;
            }

            await Task.Delay(100);
        }

        return null;
    }
}
