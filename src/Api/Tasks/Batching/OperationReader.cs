using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Batching;

/// <summary>Reads one operation of a batch; pointers of its problems begin at the operation.</summary>
internal static class OperationReader
{
    private const string Id = "/id";

    private const string IdRule =
        "id must be a task's number, or $ and the ref of an earlier create of this batch.";

    private static readonly string IdsRule =
        $"ids must be an array of 1 to {BatchOperation.ReorderMax} tasks, none of them twice.";

    public static Parsed<BatchOperation> Read(JsonElement json, CreatedTasks created)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return RequestProblems.InvalidField("/op", "An operation must be an object with op.");
        }

        var members = JsonParts.Take(json, "op", "id", "ref", "if_match", "body", "ids");
        return members.IsRefused ? members.Problem : Read(new OperationMembers(members.Value), created);
    }

    private static Parsed<BatchOperation> Read(OperationMembers json, CreatedTasks created) => json.Word switch
    {
        "create" => Create(json, created),
        "patch" => OfTask(json, created, BatchOperationKind.Patch),
        "complete" => OfTask(json, created, BatchOperationKind.Complete),
        "delete" => OfTask(json, created, BatchOperationKind.Delete),
        "reorder" => Reorder(json, created),
        _ => RequestProblems.InvalidField("/op", "op must be create, patch, complete, delete or reorder."),
    };

    private static Parsed<BatchOperation> Create(OperationMembers json, CreatedTasks created)
    {
        if (json.RefuseCondition() is { } wrong)
        {
            return wrong;
        }

        var edit = TaskEditReader.NewTask(json.BodyBytes);
        return edit.IsRefused ? edit.Problem.Inside("/body")
            : created.WhyNotName(json.Name) is { } bad ? RequestProblems.InvalidField("/ref", bad)
            : new BatchOperation { Kind = BatchOperationKind.Create, Edit = edit.Value };
    }

    private static Parsed<BatchOperation> OfTask(
        OperationMembers json, CreatedTasks created, BatchOperationKind kind)
    {
        if (!created.TryRead(json.Task, out var task))
        {
            return RequestProblems.InvalidField(Id, IdRule);
        }

        var condition = json.ReadCondition(out var precondition);
        if (condition is not null)
        {
            return condition;
        }

        var operation = new BatchOperation { Kind = kind, Task = task.Value, Precondition = precondition };
        return kind switch
        {
            BatchOperationKind.Patch => Patch(operation, json),
            BatchOperationKind.Complete => Complete(operation, json),
            _ => operation,
        };
    }

    private static Parsed<BatchOperation> Patch(BatchOperation operation, OperationMembers json)
    {
        var edit = TaskEditReader.Edit(json.BodyBytes);
        return edit.IsRefused ? edit.Problem.Inside("/body") : operation with { Edit = edit.Value };
    }

    private static Parsed<BatchOperation> Complete(BatchOperation operation, OperationMembers json)
    {
        var completion = CompletionReader.Read(json.BodyBytes);
        return completion.IsRefused
            ? completion.Problem.Inside("/body")
            : operation with { Completed = completion.Value.Completed };
    }

    private static Parsed<BatchOperation> Reorder(OperationMembers json, CreatedTasks created)
    {
        if (json.RefuseCondition() is { } wrong)
        {
            return wrong;
        }

        if (json.Tasks.ValueKind != JsonValueKind.Array
            || json.Tasks.GetArrayLength() is 0 or > BatchOperation.ReorderMax)
        {
            return RequestProblems.InvalidField("/ids", IdsRule);
        }

        var order = ImmutableArray.CreateBuilder<TaskReference>(json.Tasks.GetArrayLength());
        foreach (var id in json.Tasks.EnumerateArray())
        {
            if (!created.TryRead(id, out var task))
            {
                var pointer = string.Create(CultureInfo.InvariantCulture, $"/ids/{order.Count}");
                return RequestProblems.InvalidField(pointer, IdRule);
            }

            order.Add(task.Value);
        }

        return order.Distinct().Count() < order.Count
            ? RequestProblems.InvalidField("/ids", IdsRule)
            : new BatchOperation { Kind = BatchOperationKind.Reorder, Order = order.MoveToImmutable() };
    }
}
