using System.Collections.Immutable;

namespace TaskActors.Tests.Survival.Checking;

/// <summary>
/// Looks for the one order: which call made which revision. Most calls were told theirs; deletions were not, and those
/// in doubt may have made none. They are tried where the clock and the reads allow them, until everything fits.
/// </summary>
internal sealed class Placement
{
    private const int StepsMax = 200_000;

    private readonly UserHistory _history;
    private readonly Dictionary<long, Call> _told;
    private readonly List<Floating> _floating;
    private readonly ILookup<long, ListRead> _reads;
    private readonly List<ListState> _states;
    private readonly List<Call> _calls = [];
    private readonly ILookup<long, (Call Call, long First)> _refusals;
    private int _steps;
    private (long Rev, string Why) _deepest = (-1, "");

    public Placement(UserHistory history)
    {
        _history = history;
        _states = [history.Before];
        _told = history.Calls.Where(call => call.Rev is not null).ToDictionary(call => call.Rev!.Value);
        _reads = history.Reads.Append(history.Last).ToLookup(read => read.Rev);
        var known = new Moments(history.Reads, _told.Select(one => (one.Value, one.Key)));
        // By the last revision at which each can have been right.
        _refusals = history.Calls.Where(call => call.IsRefused).ToLookup(
            call => Math.Min(history.Last.Rev, known.SmallestAfter(call.Attempts[^1].End) - 1),
            call => (call, Math.Max(history.Before.Rev, known.LargestBefore(call.Attempts[^1].Start))));
        _floating =
        [
            .. history.Calls.Where(call => call.Rev is null && (call.IsAcknowledged || call.IsInDoubt))
                .OrderByDescending(call => call.IsAcknowledged).ThenBy(call => call.Start)
                .Select(call => new Floating(
                    call, Math.Max(history.Before.Rev, known.LargestBefore(call.Start)),
                    known.SmallestAfter(call.End))),
        ];
    }

    /// <summary>The list at each revision, from the one before on.</summary>
    public IReadOnlyList<ListState> States => _states;

    /// <summary>The calls that made the revisions, from the first one after the list before on.</summary>
    public IReadOnlyList<Call> Calls => _calls;

    public ListState StateAt(long rev) => _states[(int)(rev - _history.Before.Rev)];

    /// <returns>Null if there is an order, else why there is none.</returns>
    public string? Find()
    {
        if (!IsAsRead(_history.Before))
        {
            return $"misread: revision {_history.Before.Rev} was read otherwise than it is known to be";
        }

        if (!AreRefusalsRight(_history.Before.Rev))
        {
            return _deepest.Why;
        }

        if (Fill())
        {
            return null;
        }

        return _steps > StepsMax
            ? $"undecided: no order was found in {StepsMax} steps; {_deepest.Why}"
            : _deepest.Why;
    }

    /// <summary>Finds calls for all revisions from the next one on.</summary>
    private bool Fill()
    {
        var before = _states[^1];
        if (before.Rev == _history.Last.Rev)
        {
            return IsComplete(before.Rev + 1);
        }

        var rev = before.Rev + 1;
        if (_floating.Find(one => one is { IsPlaced: false, Call.IsAcknowledged: true } && one.High <= rev) is { } late)
        {
            return Fails(rev, $"no order: {late.Call} must come before revision {rev}, and does not fit there");
        }

        if (_told.TryGetValue(rev, out var told))
        {
            return TryNext(before, told) || Fails(rev, $"no order: revision {rev} cannot be {told}");
        }

        foreach (var one in _floating.Where(one => !one.IsPlaced && one.Low < rev && rev < one.High).ToList())
        {
            one.IsPlaced = true;
            if (!IsOvertaken(one) && TryNext(before, one.Call))
            {
                return true;
            }

            one.IsPlaced = false;
        }

        return Fails(rev, $"no order: nothing that a client asked for explains revision {rev}");
    }

    /// <summary>Whether, with all revisions explained, nothing else is left to wish.</summary>
    private bool IsComplete(long rev)
    {
        if (_floating.Find(one => one is { IsPlaced: false, Call.IsAcknowledged: true }) is { } left)
        {
            return Fails(rev, $"no order: {left.Call} was acknowledged, and no revision is left for it");
        }

        return OrderRules.Complaints(_history, this).FirstOrDefault() is not { } complaint || Fails(rev, complaint);
    }

    private bool AreRefusalsRight(long last)
    {
        foreach (var (call, first) in _refusals[last])
        {
            if (!OrderRules.IsRefusedSomewhere(this, call.Intent, first, last))
            {
                return Fails(last, $"refused without reason: {call}, between {first} and {last}");
            }
        }

        return true;
    }

    private bool TryNext(ListState before, Call call)
    {
        if (++_steps > StepsMax || before.After(call.Intent) is not { } after
            || (call.Success?.Answer is { Rev: not null } answer && !after.Shows(call.Intent, answer))
            || !IsAsRead(after))
        {
            return false;
        }

        _states.Add(after);
        _calls.Add(call);
        if (AreRefusalsRight(after.Rev) && Fill())
        {
            return true;
        }

        _states.RemoveAt(_states.Count - 1);
        _calls.RemoveAt(_calls.Count - 1);
        return false;
    }

    /// <summary>Whether something must come earlier that has no place yet.</summary>
    private bool IsOvertaken(Floating one) => _floating.Exists(
        other => other is { IsPlaced: false, Call.IsAcknowledged: true } && other.Call.End < one.Call.Start);

    private bool IsAsRead(ListState state) => _reads[state.Rev].All(state.Is);

    private bool Fails(long rev, string why)
    {
        if (rev > _deepest.Rev)
        {
            _deepest = (rev, why);
        }

        return false;
    }

    /// <summary>A call whose revision nobody was told, and between which revisions it must be.</summary>
    private sealed class Floating(Call call, long low, long high)
    {
        public Call Call => call;

        public long Low => low;

        public long High => high;

        public bool IsPlaced { get; set; }
    }
}
