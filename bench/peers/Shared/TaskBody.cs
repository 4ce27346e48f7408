using System.Text.Json.Serialization;

namespace TaskActors.Bench.Peers;

/// <summary>A task as the peers answer it: the members of ours, in the same order.</summary>
internal sealed record TaskBody
{
    public required int Id { get; init; }

    public required string UserId { get; init; }

    public required string Title { get; init; }

    public required string? Description { get; init; }

    public required bool Completed { get; init; }

    public required DateTime? CompletedAt { get; init; }

    public required string Priority { get; init; }

    public required string? DueDate { get; init; }

    public required string[] Tags { get; init; }

    public required int Order { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required int Rev { get; init; }

    public required string Url { get; init; }
}

/// <summary>What a create sends.</summary>
internal sealed record NewTask(string? Title, string? Description)
{
    public const int TitleLengthMax = 200;
    public const int DescriptionLengthMax = 4_000;

    [JsonIgnore]
    public bool IsValid =>
        Title is { Length: > 0 and <= TitleLengthMax } && !(Description?.Length > DescriptionLengthMax);
}

/// <summary>The serializers, made when it is built: the fastest that System.Text.Json has.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TaskBody))]
[JsonSerializable(typeof(IReadOnlyList<TaskBody>))]
[JsonSerializable(typeof(NewTask))]
internal sealed partial class BodyJson : JsonSerializerContext;
