using System.Globalization;

namespace TaskActors.Bench.Speed;

/// <summary>What is asked for on the command line.</summary>
internal sealed record SpeedOptions
{
    public int Rounds { get; private init; } = 7;

    /// <summary>
    /// Rounds that do not count. Two, because code that runs often is compiled twice: with counters, then by them.
    /// </summary>
    public int WarmUps { get; private init; } = 2;

    public int Seconds { get; private init; } = 2;

    public int Threads { get; private init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>All, if empty.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

    public string Output { get; private init; } = "bench";

    /// <exception cref="FormatException">An option is unknown, or has no proper value.</exception>
    public static SpeedOptions Read(string[] args)
    {
        var options = new SpeedOptions();
        for (var at = 0; at < args.Length; at++)
        {
            options = args[at] switch
            {
                "--short" => options with { Rounds = 1, WarmUps = 1, Seconds = 1, Output = "artifacts/bench" },
                "--rounds" => options with { Rounds = Number(args, ++at) },
                "--seconds" => options with { Seconds = Number(args, ++at) },
                "--threads" => options with { Threads = Number(args, ++at) },
                "--only" => options with { Only = Value(args, ++at).Split(',') },
                "--output" => options with { Output = Value(args, ++at) },
                var other => throw new FormatException($"{other} is not an option; see bench/run --help."),
            };
        }

        return options;
    }

    public bool Wants(string name) => Only.Count == 0 || Only.Contains(name, StringComparer.Ordinal);

    private static string Value(string[] args, int at) =>
        at < args.Length ? args[at] : throw new FormatException($"{args[at - 1]} wants a value.");

    private static int Number(string[] args, int at) =>
        int.TryParse(Value(args, at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{args[at - 1]} wants a number above 0.");
}
