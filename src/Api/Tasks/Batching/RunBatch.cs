using System.Collections.Immutable;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Batching;

/// <summary>Does many things to a list, or none of them.</summary>
internal sealed record RunBatch(ImmutableArray<BatchOperation> Operations, WriteRequest Write) : IBindable<RunBatch>
{
    public static async ValueTask<Parsed<RunBatch>> ReadAsync(HttpContext context)
    {
        var write = await TaskWrite.ReadAsync(context, BatchReader.Read);
        return write.IsRefused ? write.Problem : new RunBatch(write.Value.Content.Operations, write.Value.Write);
    }
}

/// <summary>The operations of a batch, each valid by itself.</summary>
internal sealed record Batch(ImmutableArray<BatchOperation> Operations);
