using System.CommandLine;
using TaskActors.Backups;

namespace TaskActors.Api.CommandLine;

/// <summary>Backs the database up, beside a running server or without one.</summary>
internal static class BackupCommand
{
    public const string Name = "backup";

    private static readonly Argument<string> File = new("file")
    {
        Description = "The new file; its folder must be there, and nothing is overwritten",
    };

    public static Command Create()
    {
        var command = new Command(
            Name,
            "Writes what is committed at this moment into one new file, while the server goes on, and reads it back: "
            + "every row is checked before the file gets its name. The file holds everybody's tasks; only its owner "
            + "may read it. While it copies, who erases an account may be answered 503. Exit code 0: the backup is "
            + "good; 2: something in the data is wrong, the copy is kept as <file>.damaged; 1: it could not be made.")
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
        var (from, to) = (KeptDatabase.PathFromSettings(), Path.GetFullPath(parsed.GetRequiredValue(File)));
        var output = parsed.InvocationConfiguration.Output;
        var report = await Task.Run(() => DatabaseBackup.Run(from, to, output, cancellation), cancellation);
        return report.IsGood ? 0 : KeptDatabase.SomethingIsWrong;
    }
}
