using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Http.Headers;
using TaskActors.Testing.Processes;
using TaskActors.Testing.Tokens;
using TaskActors.Tests.Survival.Checking;

namespace TaskActors.Tests.Survival.Load;

/// <summary>
/// One user of the load: where its clients send to, what they know of its tasks, and all that they saw since the list
/// was last known for certain.
/// </summary>
internal sealed class LoadUser(string name, Func<int, Uri> addressOf) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Uri, HttpClient> _clients = [];
    private readonly ConcurrentDictionary<long, long> _revs = [];
    private readonly ConcurrentQueue<Call> _calls = [];
    private readonly ConcurrentQueue<ListRead> _reads = [];
    private readonly ConcurrentQueue<string> _complaints = [];

    public string Name => name;

    /// <summary>What must never be, and belongs to no change.</summary>
    public IEnumerable<string> Complaints => _complaints;

    /// <summary>The list when all this began.</summary>
    public ListState Before { get; private set; } = ListState.Empty;

    /// <summary>The tasks that are known now, each with its last known revision.</summary>
    /// <remarks>Copied by the dictionary itself: LINQ's copy fails when another client adds one meanwhile.</remarks>
    public KeyValuePair<long, long>[] KnownTasks() => _revs.ToArray();

    /// <summary>To the server as it runs now, one of several if there are several.</summary>
    public HttpClient ClientOf(int number) => _clients.GetOrAdd(addressOf(number), NewClient);

    /// <summary>After a lost connection: waits for a server at another address, or for a while.</summary>
    public async Task OutageAsync(int number, HttpClient lost)
    {
        for (var count = 0; count < 400 && ReferenceEquals(ClientOf(number), lost); count++)
        {
            await Task.Delay(25);
        }
    }

    public void Add(Call call)
    {
        _calls.Enqueue(call);
        var shown = call.Success?.Answer?.Tasks ?? [];
        foreach (var id in call.Intent.Needs().Except(shown.Select(task => task.Id)))
        {
            if (call.IsAcknowledged || call.IsRefused)
            {
                _revs.TryRemove(id, out _);
            }
        }

        foreach (var task in shown)
        {
            _revs[task.Id] = task.Rev;
        }
    }

    public void Complain(string complaint) => _complaints.Enqueue(complaint);

    public void Add(ListRead read) => _reads.Enqueue(read);

    /// <summary>What was seen up to this last read.</summary>
    public UserHistory HistoryUntil(ListRead last) => new(Before, [.. _calls], [.. _reads], last);

    /// <summary>Forgets what was seen: from here on, this is the list.</summary>
    public void BeginAnew(ListState list)
    {
        Before = list;
        _calls.Clear();
        _reads.Clear();
        _revs.Clear();
        foreach (var task in list.Tasks.Values)
        {
            _revs[task.Id] = task.Rev;
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private HttpClient NewClient(Uri address)
    {
        // Good for days either way, because the server's clock is made to jump.
        var now = TimeProvider.System.GetUtcNow();
        var token = new TokenMint(ApiSetup.Secret).SignPayload($"{TokenPayload.Of(name, TimeProvider.System)
            .With("iat", TokenPayload.Seconds(now.AddDays(-2))).With("exp", TokenPayload.Seconds(now.AddDays(2)))}");
        var client = new HttpClient { BaseAddress = address, Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
