using System.Collections.Immutable;

namespace TaskActors;

/// <content>Many changes as one revision: batches, imports, reordering, erasing.</content>
public sealed partial class TaskList
{
    /// <summary>All operations one after the other, each on what the one before left, or none.</summary>
    public Decision Batch(ImmutableArray<BatchOperation> operations, Precondition? precondition, DateTimeOffset now)
    {
        if (precondition?.Holds(Rev) == false)
        {
            return Refuse(TaskError.StaleList(Rev));
        }

        var draft = new BatchDraft(Begin());
        foreach (var (index, operation) in operations.Index())
        {
            if (draft.Run(operation, now) is { } error)
            {
                return Refuse(error with { Index = index });
            }
        }

        return draft.Decide(this);
    }

    /// <summary>Adds tasks with new ids and the instants they had, all or none.</summary>
    public Decision Import(
        ImmutableArray<ImportedTask> tasks, bool isDryRun, Precondition? precondition, DateTimeOffset now)
    {
        if (precondition?.Holds(Rev) == false)
        {
            return Refuse(TaskError.StaleList(Rev));
        }

        var (added, place) = (new Dictionary<TaskId, TaskItem>(), NextOrder());
        foreach (var (index, task) in tasks.Index())
        {
            var item = Imported(task, new TaskId(NextId + index), place, now);
            added.Add(item.Id, item);
            place = (int)Math.Min((long)Math.Max(place, item.Order) + TaskRules.OrderStep, int.MaxValue);
        }

        var growth = added.Values.Sum(task => (long)task.TextBytes);
        var report = new TaskResult { Imported = tasks.Length };
        return Count + tasks.Length > _limits.TasksMax ? Refuse(TaskError.TasksLimit(_limits.TasksMax))
            : ExceedsBytes(growth) ? Refuse(TaskError.BytesLimit(_limits.TextBytesMax))
            : isDryRun || tasks.IsEmpty ? new Decision { Next = this, Result = report with { Rev = Rev } }
            : ChangeAll(added, growth, report, now);
    }

    /// <summary>
    /// Gives the named tasks new places: each takes one that the named tasks had among all, in the order named. The
    /// others stay where they are between them.
    /// </summary>
    public Decision Reorder(IReadOnlyList<TaskId> ids, DateTimeOffset now)
    {
        if (ids.Any(id => Find(id) is null))
        {
            return Refuse(TaskError.NotFound);
        }

        var named = ids.ToHashSet();
        var next = 0;
        var inOrder = Tasks().OrderBy(task => task.Order).ThenBy(task => task.Id)
            .Select(task => named.Contains(task.Id) ? Find(ids[next++])! : task);
        var moved = inOrder
            .Select((task, index) => (task, place: PlaceAt(index)))
            .Where(pair => pair.task.Order != pair.place)
            .ToDictionary(
                pair => pair.task.Id,
                pair => pair.task with { Order = pair.place, Rev = NextRev, UpdatedAt = now });
        return moved.Count == 0
            ? new Decision { Next = this, Result = TaskResult.Done(Rev) }
            : ChangeAll(moved, 0, new TaskResult(), now);
    }

    /// <summary>
    /// Empties the list and forgets its past. Revision and next id go on, so that no client takes what comes later for
    /// what it has.
    /// </summary>
    public Decision Erase(Precondition? precondition, DateTimeOffset now)
    {
        if (precondition?.Holds(Rev) == false)
        {
            return Refuse(TaskError.StaleList(Rev));
        }

        var next = Successor(TaskBlocks.Empty, -TextBytes, Tombstones.None(NextRev), now);
        return new Decision { Next = next, Result = TaskResult.Done(next.Rev), Erases = true };
    }

    /// <summary>Decides nothing: only whether the request's key is known matters.</summary>
    public Decision Inquire() => new() { Next = this, Result = TaskResult.Done(Rev), IsInquiry = true };

    private static int PlaceAt(int index) => (int)Math.Min((index + 1L) * TaskRules.OrderStep, int.MaxValue);

    private TaskList Begin() => new(User, _limits, _blocks, Tombstones)
    {
        Rev = Rev, NextId = NextId, CommittedAt = CommittedAt, TextBytes = TextBytes, _batchRev = Rev + 1,
    };

    private TaskList End() => new(User, _limits, _blocks, Tombstones)
    {
        Rev = Rev, NextId = NextId, CommittedAt = CommittedAt, TextBytes = TextBytes,
    };

    private TaskItem Imported(ImportedTask task, TaskId id, int place, DateTimeOffset now)
    {
        var created = Instants.ToMicroseconds(task.CreatedAt ?? now);
        var blank = new TaskItem
        {
            Id = id, Rev = NextRev, Title = "", Order = place, CreatedAt = created,
            UpdatedAt = task.UpdatedAt is { } updated ? Instants.ToMicroseconds(updated) : created,
            CompletedAt = task.CompletedAt is { } completed ? Instants.ToMicroseconds(completed) : null,
        };
        return task.Content.Apply(blank, place, now);
    }

    private Decision ChangeAll(
        Dictionary<TaskId, TaskItem> tasks, long growth, TaskResult result, DateTimeOffset now)
    {
        var next = Successor(_blocks.WithAll(tasks), growth, Tombstones.Trim(_limits, now), now);
        return new Decision { Next = next, Result = result with { Rev = next.Rev }, Saved = [.. tasks.Values] };
    }

    /// <summary>A batch under way: the list after the operations so far, and the rows that they touched.</summary>
    private sealed class BatchDraft(TaskList list)
    {
        private readonly Dictionary<TaskId, TaskItem?> _rows = [];
        private readonly List<(BatchOperationKind Kind, TaskId? Id, TaskItem? Task)> _outcomes = [];
        private TaskList _list = list;

        public TaskError? Run(BatchOperation operation, DateTimeOffset now)
        {
            var decision = DecisionOn(operation, now);
            if (decision.Result.Error is { } error)
            {
                return error;
            }

            decision.Saved.ToList().ForEach(task => _rows[task.Id] = task);
            decision.Removed.ToList().ForEach(id => _rows[id] = null);
            _outcomes.Add((operation.Kind, decision.Result.Task?.Id, decision.Result.Task));
            _list = decision.Next;
            return null;
        }

        public Decision Decide(TaskList before)
        {
            // A later operation may have changed the task again, and both have the same revision: the last state
            // counts.
            var outcomes = _outcomes.Select(outcome => new BatchOutcome(
                outcome.Kind, outcome.Id is { } id ? _list.Find(id) ?? outcome.Task : null));
            var next = _rows.Count == 0 ? before : _list.End();
            return new Decision
            {
                Next = next,
                Result = new TaskResult { Rev = next.Rev, Outcomes = [.. outcomes] },
                Saved = [.. _rows.Values.OfType<TaskItem>()],
                Removed = [.. _rows.Where(row => row.Value is null).Select(row => row.Key)],
            };
        }

        private Decision DecisionOn(BatchOperation operation, DateTimeOffset now) => operation.Kind switch
        {
            BatchOperationKind.Create => _list.Create(operation.Edit, operation.Precondition, now),
            BatchOperationKind.Patch => _list.Edit(IdOf(operation.Task), operation.Edit, operation.Precondition, now),
            BatchOperationKind.Complete =>
                _list.Complete(IdOf(operation.Task), operation.Completed, operation.Precondition, now),
            BatchOperationKind.Delete => _list.Delete(IdOf(operation.Task), operation.Precondition, now),
            _ => _list.Reorder([.. operation.Order.Select(IdOf)], now),
        };

        private TaskId IdOf(TaskReference task) =>
            task.CreatedBy is { } index ? _outcomes[index].Id!.Value : task.Id;
    }
}
