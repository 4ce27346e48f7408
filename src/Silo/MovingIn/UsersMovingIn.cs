using System.Collections.Immutable;

namespace TaskActors.MovingIn;

/// <summary>
/// Moves users in from another app's database, each in one commit: a run that was interrupted has moved whole users,
/// and the next one goes on.
/// </summary>
/// <param name="store">Where they go; null while there is nothing yet, in a dry run.</param>
/// <param name="time">The clock.</param>
/// <param name="options">How.</param>
/// <param name="output">Hears of progress.</param>
/// <param name="errors">Hears of users and rows that break a rule.</param>
public sealed class UsersMovingIn(
    ITaskStore? store, TimeProvider time, MovingInOptions options, TextWriter output, TextWriter errors)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="SetupException">Source or target failed; what was moved in until then stays.</exception>
    public async Task<MovingInReport> RunAsync(SourceDatabase source, CancellationToken cancellation)
    {
        var report = new MovingInReport();
        var said = time.GetTimestamp();
        var users = new SourceUsers(source, options, time);
        await foreach (var user in users.ReadAsync(Tell, cancellation))
        {
            foreach (var finding in user.Findings)
            {
                await errors.WriteLineAsync($"user {user.Name}, {finding}");
            }

            report = await MoveAsync(user, report, cancellation);
            if (time.GetElapsedTime(said) >= Pause)
            {
                said = time.GetTimestamp();
                await output.WriteLineAsync($"... {report.UsersRead} users so far, {report.TasksMoved} tasks");
                await output.FlushAsync(cancellation);
            }
        }

        await output.WriteLineAsync($"{(options.IsDryRun ? "would move in" : "moved in")}: {report}");
        return report;

        void Tell(SourceTable table) => output.WriteLine($"reads {table.Description}");
    }

    private async Task<MovingInReport> MoveAsync(
        SourceUser user, MovingInReport report, CancellationToken cancellation)
    {
        if (user.WhyNot() is { } broken)
        {
            return await RefuseAsync(user, broken, report);
        }

        var (id, tasks) = (new UserId(user.Subject!), user.Tasks());
        try
        {
            var stored = store is null ? StoredTasks.None : await store.LoadAsync(id, cancellation);
            if (stored is { IsNew: false, Rev: > 0 })
            {
                var why = $"is here already, with {stored.Tasks.Length} tasks at revision {stored.Rev}";
                return IsSame(stored.Tasks, tasks) ? report with { UsersDone = report.UsersDone + 1 }
                    : await RefuseAsync(user, why, report);
            }

            if (!options.IsDryRun)
            {
                await store!.CommitAsync(CommitOf(id, stored, tasks), cancellation);
            }
        }
        catch (StorageException failure)
            when (failure.Failure is StorageFailure.Conflict or StorageFailure.Unreadable)
        {
            return await RefuseAsync(user, $"the storage has something of this user: {failure.Message}", report);
        }
        catch (StorageException failure)
        {
            throw new SetupException(
                $"The storage failed: {failure.Message.TrimEnd('.')}. Run it again to go on.", failure);
        }

        return report with
        {
            UsersMoved = report.UsersMoved + 1,
            TasksMoved = report.TasksMoved + tasks.Length,
            RowsCut = report.RowsCut + user.CutRows,
        };
    }

    private async Task<MovingInReport> RefuseAsync(SourceUser user, string why, MovingInReport report)
    {
        await errors.WriteLineAsync($"user {user.Name} is not moved in: {why}");
        return report with { UsersRefused = report.UsersRefused + 1 };
    }

    private TaskCommit CommitOf(UserId user, StoredTasks stored, ImmutableArray<TaskItem> tasks) => new()
    {
        User = user,
        ExpectedRev = stored.Rev,
        Rev = stored.Rev + 1,
        NextId = Math.Max(stored.NextId, tasks[^1].Id.Value + 1),
        Floor = stored.Floor,
        At = Instants.ToMicroseconds(time.GetUtcNow()),
        Saved = [.. tasks.Select(task => task with { Rev = stored.Rev + 1 })],
    };

    /// <summary>
    /// Whether an earlier run moved these tasks in. Ids of the source are counted over all users, so that nobody who
    /// began anew here has the same ones with the same titles.
    /// </summary>
    private static bool IsSame(ImmutableArray<TaskItem> stored, ImmutableArray<TaskItem> tasks) =>
        stored.Select(task => (task.Id, task.Title)).SequenceEqual(tasks.Select(task => (task.Id, task.Title)));
}
