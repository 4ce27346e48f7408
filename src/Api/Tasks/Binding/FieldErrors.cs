using System.Collections.Immutable;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Tasks.Binding;

/// <summary>Collects what is wrong with a request; a request that is right costs no list.</summary>
internal sealed class FieldErrors
{
    /// <summary>More would help nobody, and an answer must not grow with what was sent.</summary>
    private const int ErrorsMax = 20;

    private List<FieldError>? _errors;

    public bool Any => _errors is not null;

    public ImmutableArray<FieldError> All => _errors is null ? [] : [.. _errors];

    public void Add(string pointer, string detail)
    {
        if (_errors is not { Count: >= ErrorsMax })
        {
            (_errors ??= []).Add(new FieldError(pointer, detail));
        }
    }

    public void AddFirst(string pointer, string detail) => (_errors ??= []).Insert(0, new FieldError(pointer, detail));
}
