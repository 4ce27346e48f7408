using System.CommandLine;
using TaskActors.Backups;

namespace TaskActors.Api.CommandLine;

/// <summary>Reads the whole database, or a backup, and names what is wrong.</summary>
internal static class CheckCommand
{
    public const string Name = "check";

    private static readonly Argument<string?> File = new("file")
    {
        Description = "A backup to check; without it, the database that the settings name",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create()
    {
        var command = new Command(
            Name,
            "Reads everything, also beside a running server, and says in a sentence each what is wrong: damaged pages, "
            + "tables that were changed, rows that contradict each other or cannot be read. It changes no data. While "
            + "it reads, who erases an account may be answered 503: for a large database, check a backup. Exit code "
            + "0: nothing is wrong; 2: something is; 1: it could not be read.")
        {
            File,
        };
        command.SetAction((parsed, _) => StartFailure.ReportAsync(
            parsed.InvocationConfiguration.Error,
            () => Interruption.RunAsync(cancellation => RunAsync(parsed, cancellation))));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetValue(File) is { } file ? Path.GetFullPath(file) : KeptDatabase.PathFromSettings();
        var output = parsed.InvocationConfiguration.Output;
        var report = await Task.Run(() => DatabaseCheck.Run(path, output, cancellation), cancellation);
        await output.WriteLineAsync($"checked: {report}");
        return report.IsGood ? 0 : KeptDatabase.SomethingIsWrong;
    }
}
