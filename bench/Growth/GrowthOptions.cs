using System.Globalization;

namespace TaskActors.Bench.Growth;

/// <summary>How much of each.</summary>
internal sealed record GrowthOptions
{
    public const string Help =
        """
        dotnet run -c Release --project bench/Growth -- [--short] [--large N] [--repeats N] [--users N] [--streams N]
            [--tokens N] [--only lists,users,streams,tokens] [--output FILE]

        How cost grows: with the length of a list, with the users in the file, with open streams, and with tokens that
        are dear to verify. It prints a page of Markdown, and writes it to FILE if there is one.

          --short      small numbers of each, to see whether everything works
          --large N    tasks of the long list, 10,000 by default
          --repeats N  of each measurement on a list, 400 by default
          --users N    users of 20 tasks in the file, 100,000 by default
          --streams N  open streams, 20 for each user, 5,000 by default
          --tokens N   tokens of each algorithm, 500 by default
        """;

    public int Large { get; private init; } = 10_000;

    public int Repeats { get; private init; } = 400;

    public int Users { get; private init; } = 100_000;

    public int Streams { get; private init; } = 5_000;

    public int Tokens { get; private init; } = 500;

    public string? Output { get; private init; }

    public IReadOnlyList<string> Only { get; private init; } = [];

    public bool IsHelp { get; private init; }

    /// <exception cref="FormatException">An option is unknown, or has no proper value.</exception>
    public static GrowthOptions Read(string[] args)
    {
        var options = new GrowthOptions();
        for (var at = 0; at < args.Length; at++)
        {
            options = args[at] switch
            {
                "--help" or "-h" => options with { IsHelp = true },
                "--short" => options with { Large = 1_000, Repeats = 50, Users = 2_000, Streams = 200, Tokens = 50 },
                "--large" => options with { Large = Number(args, ++at) },
                "--repeats" => options with { Repeats = Number(args, ++at) },
                "--users" => options with { Users = Number(args, ++at) },
                "--streams" => options with { Streams = Number(args, ++at) },
                "--tokens" => options with { Tokens = Number(args, ++at) },
                "--only" => options with { Only = Value(args, ++at).Split(',') },
                "--output" => options with { Output = Value(args, ++at) },
                var other => throw new FormatException($"{other} is not an option; --help lists them."),
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
