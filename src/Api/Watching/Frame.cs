namespace TaskActors.Api.Watching;

/// <summary>One look at a server, as it goes over the socket: one line of JSON.</summary>
/// <param name="Server">The version, and where the data lies.</param>
/// <param name="UpSeconds">How long it has run.</param>
/// <param name="Seconds">How long the figures were collected.</param>
/// <param name="MemoryBytes">The memory of the process.</param>
/// <param name="Figures">By the names of the instruments.</param>
internal sealed record Frame(
    string Server, double UpSeconds, double Seconds, long MemoryBytes, Dictionary<string, Figure> Figures)
{
    public Figure Of(string name) => Figures.GetValueOrDefault(name, Figure.None);

    public double PerSecond(string name) => Seconds > 0 ? Of(name).Count / Seconds : 0;
}
