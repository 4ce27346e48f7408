using System.Collections.Immutable;

namespace TaskActors.Api.OpenApi;

/// <summary>What the OpenAPI document says of an endpoint; names are those of <c>components.json</c>.</summary>
/// <param name="Id">Unique among operations, once the base's suffix is added.</param>
/// <param name="Tag">The heading it stands under.</param>
/// <param name="Summary">One line.</param>
internal sealed record OperationDescription(string Id, string Tag, string Summary)
{
    public string? Description { get; init; }

    public ImmutableArray<string> Parameters { get; init; } = [];

    public string? RequestBody { get; init; }

    public bool NeedsToken { get; init; }

    /// <summary>Every status that it answers, and the response that describes it.</summary>
    public required ImmutableSortedDictionary<int, string> Responses { get; init; }

    public static ImmutableSortedDictionary<int, string> Answers(params (int Status, string Response)[] answers) =>
        answers.ToImmutableSortedDictionary(answer => answer.Status, answer => answer.Response);
}
