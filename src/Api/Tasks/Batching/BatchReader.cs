using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Batching;

/// <summary>Reads the body of a batch. The first operation that is wrong is told, with its index.</summary>
internal static class BatchReader
{
    private const string Operations = "operations";

    private static readonly Problem OperationsInvalid = RequestProblems.InvalidField(
        "/" + Operations,
        $"operations must be an array of at most {BatchOperation.CountMax} operations.");

    public static Parsed<Batch> Read(ReadOnlySpan<byte> body) => JsonParts.Read<Batch>(body, Read);

    private static Parsed<Batch> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return RequestProblems.BodyNotObject;
        }

        var members = JsonParts.Take(body, Operations);
        if (members.IsRefused)
        {
            return members.Problem;
        }

        var list = members.Value[0];
        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= BatchOperation.CountMax
            ? ReadAll(list)
            : OperationsInvalid;
    }

    private static Parsed<Batch> ReadAll(JsonElement list)
    {
        var operations = ImmutableArray.CreateBuilder<BatchOperation>(list.GetArrayLength());
        var created = new CreatedTasks();
        foreach (var json in list.EnumerateArray())
        {
            var index = operations.Count;
            var operation = OperationReader.Read(json, created);
            if (operation.IsRefused)
            {
                var pointer = string.Create(CultureInfo.InvariantCulture, $"/{Operations}/{index}");
                return operation.Problem.Within(pointer, index);
            }

            operations.Add(operation.Value);
            created.Count++;
        }

        return new Batch(operations.MoveToImmutable());
    }
}
