using System.Globalization;
using TaskActors.Bench.Speed.Candidates;
using TaskActors.Bench.Speed.Measuring;
using TaskActors.Testing;

namespace TaskActors.Bench.Speed;

/// <summary>What is asked for on the command line.</summary>
internal sealed record SpeedOptions
{
    private const int PairsByDefault = 21;
    private const int PairsMax = 100;

    private static readonly string[] OfBeside =
        ["--pairs", "--works", "--ours-env", "--beside-env", "--ours-postgres", "--beside-postgres"];
    private static readonly string[] OfPeers = ["--rounds", "--only"];

    /// <summary>Whether this only tries if everything works.</summary>
    public required bool IsShort { get; init; }

    /// <summary>Whether this API is measured beside another build of it, not beside its peers.</summary>
    public required bool IsBeside { get; init; }

    /// <summary>Rounds that count. Beside another build, each is a pair.</summary>
    public required int Rounds { get; init; }

    /// <summary>
    /// Rounds that do not count. Two, because code that runs often is compiled twice: with counters, then by them.
    /// Beside another build, where a few percent matter, as many as that takes on a busy machine too.
    /// </summary>
    public required int WarmUps { get; init; }

    public required int Seconds { get; init; }

    public int Threads { get; private init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>All, if empty.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

    public IReadOnlyList<Work> Works { get; private init; } = Work.All;

    public required string Output { get; init; }

    public ApiBuild Ours { get; private init; } = ApiBuild.Ours;

    public ApiBuild Other { get; private init; } = ApiBuild.Other;

    private int PairsMin => IsShort ? MedianInterval.CountMin : PairsByDefault;

    /// <exception cref="FormatException">An option is unknown, or has no proper value.</exception>
    public static SpeedOptions Read(string[] args)
    {
        var options = DefaultsFor(args.Contains("--short"), args.Contains("--beside"));
        for (var at = 0; at < args.Length; at++)
        {
            options = args[at] switch
            {
                "--short" => options,
                "--rounds" or "--pairs" => options with { Rounds = Number(args, ++at) },
                "--seconds" => options with { Seconds = Number(args, ++at) },
                "--threads" => options with { Threads = Number(args, ++at) },
                "--only" => options with { Only = Value(args, ++at).Split(',') },
                "--works" => options with { Works = WorksOf(Value(args, ++at)) },
                "--output" => options with { Output = Path.GetFullPath(Value(args, ++at)) },
                "--beside" => options with { Other = options.Other.In(Value(args, ++at)) },
                "--ours-env" => options with { Ours = options.Ours.With(Value(args, ++at)) },
                "--beside-env" => options with { Other = options.Other.With(Value(args, ++at)) },
                "--ours-postgres" => options with { Ours = options.Ours with { IsOnPostgres = true } },
                "--beside-postgres" => options with { Other = options.Other with { IsOnPostgres = true } },
                var other => throw new FormatException($"{other} is not an option; see bench/run --help."),
            };
        }

        options.Check(args);
        return options;
    }

    public bool Wants(string name) => Only.Count == 0 || Only.Contains(name, StringComparer.Ordinal);

    private static SpeedOptions DefaultsFor(bool isShort, bool isBeside)
    {
        var (rounds, warmUps) = (isBeside, isShort) switch
        {
            (true, true) => (MedianInterval.CountMin, 1),
            (true, false) => (PairsByDefault, 5),
            (false, true) => (1, 1),
            (false, false) => (7, 2),
        };
        return new()
        {
            IsShort = isShort,
            IsBeside = isBeside,
            Rounds = rounds,
            WarmUps = warmUps,
            Seconds = isShort ? 1 : 2,
            Output = Repository.PathOf(isShort || isBeside ? "artifacts/bench" : "bench"),
        };
    }

    private void Check(string[] args)
    {
        if (args.FirstOrDefault((IsBeside ? OfPeers : OfBeside).Contains) is { } misplaced)
        {
            throw new FormatException($"{misplaced} goes only {(IsBeside ? "without" : "with")} --beside.");
        }

        if (IsBeside && (Rounds < PairsMin || Rounds > PairsMax))
        {
            throw new FormatException(
                $"--pairs wants a number from {PairsMin} to {PairsMax}{(IsShort ? "" : "; --short takes fewer")}.");
        }
    }

    private static IReadOnlyList<Work> WorksOf(string text)
    {
        string[] all = [.. Work.All.Select(work => work.Name)];
        var names = text.Split(',');
        return names.Except(all, StringComparer.Ordinal).FirstOrDefault() is { } unknown
            ? throw new FormatException($"{unknown} is not one of the works: {string.Join(", ", all)}.")
            : [.. Work.All.Where(work => names.Contains(work.Name, StringComparer.Ordinal))];
    }

    private static string Value(string[] args, int at) =>
        at < args.Length ? args[at] : throw new FormatException($"{args[at - 1]} wants a value.");

    private static int Number(string[] args, int at) =>
        int.TryParse(Value(args, at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{args[at - 1]} wants a number above 0.");
}
