using System.Text.Json;
using Orleans.Storage;

namespace TaskActors.Cluster;

/// <summary>
/// A user's state as JSON with names of its own: no name of a type is in the data, so that types may be renamed and
/// data chooses no type.
/// </summary>
internal sealed class UserStateSerializer : IGrainStorageSerializer
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = TaskJson.WriterOptions.Encoder,
        // What is missing is damage; what is absent is written as null.
        RespectRequiredConstructorParameters = true,
    };

    public BinaryData Serialize<T>(T? input) => input is UserState state
        ? new BinaryData(JsonSerializer.SerializeToUtf8Bytes(Document.Of(state), Options))
        : throw new NotSupportedException("Only the state of a user is kept here.");

    /// <exception cref="FormatException">It is not what <see cref="Serialize"/> writes.</exception>
    public T Deserialize<T>(BinaryData input)
    {
        try
        {
            var document = JsonSerializer.Deserialize<Document>(input.ToMemory().Span, Options);
            return document is { Version: Version } && document.ToState() is T state
                ? state
                : throw new FormatException("The state of a user is of another version.");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new FormatException("The state of a user cannot be read.", error);
        }
    }

    private sealed record Document(
        int Version, long Rev, long NextId, long Floor, string CommittedAt, StoredTask[] Tasks, Grave[] Tombstones,
        Kept[] Receipts)
    {
        public static Document Of(UserState state) => new(
            UserStateSerializer.Version, state.Tasks.Rev, state.Tasks.NextId, state.Tasks.Floor,
            Instants.Format(state.Tasks.CommittedAt), [.. state.Tasks.Tasks.Select(task => StoredTask.Of(task)!)],
            [.. state.Tasks.Tombstones.Select(Grave.Of)], [.. state.Receipts.Select(Kept.Of)]);

        public UserState ToState() => new()
        {
            Tasks = new StoredTasks
            {
                Rev = Rev, NextId = NextId, Floor = Floor, CommittedAt = Instants.Parse(CommittedAt),
                Tasks = [.. Tasks.Select(task => task.ToTask())],
                Tombstones = [.. Tombstones.Select(grave => grave.ToTombstone())],
            },
            Receipts = [.. Receipts.Select(kept => kept.ToReceipt())],
        };
    }

    private sealed record Grave(long Id, long Rev, string At)
    {
        public static Grave Of(Tombstone tombstone) =>
            new(tombstone.Id.Value, tombstone.Rev, Instants.Format(tombstone.DeletedAt));

        public Tombstone ToTombstone() => new(new TaskId(Id), Rev, Instants.Parse(At));
    }

    private sealed record Kept(string Key, string Fingerprint, string Answer, string At)
    {
        public static Kept Of(Receipt receipt) =>
            new(receipt.Key, receipt.Fingerprint, ReceiptJson.Write(receipt.Answer), Instants.Format(receipt.At));

        public Receipt ToReceipt() => new(Key, Fingerprint, ReceiptJson.Read(Answer), Instants.Parse(At));
    }
}
