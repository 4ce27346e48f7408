using System.Collections.Immutable;

namespace TaskActors.Tests.Survival.Checking;

/// <summary>
/// What a client wants changed. Titles are unique and a toggle always changes something, so that every change that was
/// stored can be told from all others.
/// </summary>
internal abstract record Intent
{
    internal sealed record Create(string Title) : Intent;

    /// <param name="Id">Of the task.</param>
    /// <param name="Title">The new one.</param>
    /// <param name="IfMatch">The revision that the task must have; null for any.</param>
    internal sealed record Rename(long Id, string Title, long? IfMatch = null) : Intent;

    internal sealed record Toggle(long Id) : Intent;

    internal sealed record Delete(long Id) : Intent;

    /// <summary>All or nothing, as one revision; each part concerns another task.</summary>
    internal sealed record Batch(ImmutableArray<Intent> Parts) : Intent
    {
        public override string ToString() => $"Batch {{ {string.Join(", ", Parts)} }}";
    }

    /// <summary>The tasks that must be there.</summary>
    public IEnumerable<long> Needs() => this switch
    {
        Rename rename => [rename.Id],
        Toggle toggle => [toggle.Id],
        Delete delete => [delete.Id],
        Batch batch => batch.Parts.SelectMany(part => part.Needs()),
        _ => [],
    };
}
