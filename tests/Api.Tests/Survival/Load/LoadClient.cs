using System.Collections.Immutable;
using TaskActors.Tests.Survival.Checking;

namespace TaskActors.Tests.Survival.Load;

/// <summary>
/// One client of a user: it does one thing after the other, every second write under a key, which it repeats until it
/// knows how that ended, and now and then once more; without a key it asks once.
/// </summary>
internal sealed class LoadClient(LoadUser user, int number, Random random, LoadCounts counts)
{
    private const int CallsMax = 2_000;
    private const int AttemptsMax = 400;
    private const int TasksMax = 14;

    private readonly string _name = $"{user.Name}-{number}-{random.Next():x8}";
    private int _made;

    /// <summary>Whether it also asks for what other processes may answer from what they remember.</summary>
    public bool Reads { get; init; } = true;

    public async Task RunAsync(CancellationToken stop)
    {
        for (var count = 0; count < CallsMax && !stop.IsCancellationRequested; count++)
        {
            if (Reads && random.Next(6) == 0)
            {
                if (await user.ReadListAsync(number) is { } read)
                {
                    user.Add(read);
                }
            }
            else
            {
                user.Add(await ChangeAsync(Think()));
            }

            await Task.Delay(random.Next(4), CancellationToken.None);
        }
    }

    private async Task<Call> ChangeAsync(Intent intent)
    {
        var key = random.Next(2) == 0 ? $"{_name}-{++_made}" : null;
        var attempts = ImmutableArray.CreateBuilder<Attempt>();
        for (var count = 0; count < (key is null ? 1 : AttemptsMax); count++)
        {
            attempts.Add(await AttemptAsync(intent, key));
            if (attempts[^1].Outcome is Outcome.Acknowledged or Outcome.Refused or Outcome.Wrong)
            {
                break;
            }

            await Task.Delay(random.Next(20, 100), CancellationToken.None);
        }

        if (key is not null && attempts[^1].Outcome == Outcome.Acknowledged && random.Next(6) == 0)
        {
            attempts.Add(await AttemptAsync(intent, key));
        }

        return new Call(intent, key, attempts.ToImmutable());
    }

    private async Task<Attempt> AttemptAsync(Intent intent, string? key)
    {
        var client = user.ClientOf(number);
        var attempt = await client.AttemptAsync(intent, key);
        counts.Add(attempt.Outcome);
        if (attempt.IsLost)
        {
            // Whoever asked on would add doubts, and learn nothing.
            await user.OutageAsync(number, client);
        }

        return attempt;
    }

    private Intent Think()
    {
        var known = user.KnownTasks();
        random.Shuffle(known);
        var choice = random.Next(known.Length < TasksMax ? 12 : 9);
        return (known, choice) switch
        {
            ([var task, ..], < 2) => new Intent.Rename(task.Key, NewTitle()),
            ([var task, ..], 2) => new Intent.Rename(task.Key, NewTitle(), Reads ? task.Value : null),
            ([var task, ..], < 5) => new Intent.Toggle(task.Key),
            ([var task, ..], < 8) => new Intent.Delete(task.Key),
            ([var one, var two, var three, ..], _) when choice % 2 == 0 => new Intent.Batch(
            [
                new Intent.Create(NewTitle()), new Intent.Rename(one.Key, NewTitle()), new Intent.Toggle(two.Key),
                new Intent.Delete(three.Key),
            ]),
            _ => new Intent.Create(NewTitle()),
        };
    }

    private string NewTitle() => $"{_name}-{++_made}";
}
