using System.Collections.Immutable;

namespace TaskActors.Api.Health;

/// <summary>What all checks said.</summary>
internal sealed record ReadinessReport(ImmutableArray<(string Name, Readiness State)> Lines)
{
    public bool IsReady => Lines.All(line => line.State.IsReady);

    /// <summary>The names of what does not work.</summary>
    public string Missing => string.Join(", ", Lines.Where(line => !line.State.IsReady).Select(line => line.Name));

    /// <summary>One word, or a line for each check and then the word.</summary>
    public string Text(bool isVerbose)
    {
        var summary = IsReady ? "ready\n" : "not ready\n";
        return isVerbose ? string.Concat(Lines.Select(Line)) + summary : summary;
    }

    private static string Line((string Name, Readiness State) check) =>
        $"{(check.State.IsReady ? "ok" : "not ready")} {check.Name}: {check.State.Text}\n";
}
