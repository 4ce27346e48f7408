using System.CommandLine;
using System.Globalization;
using TaskActors.Backups;

namespace TaskActors.Api.CommandLine;

/// <summary>Makes a database of a backup, where there is none.</summary>
internal static class RestoreCommand
{
    public const string Name = "restore";

    private static readonly Argument<string> File = new("file") { Description = "The backup; it is left as it is" };

    private static readonly Option<long> Raise = FenceCommand.RaiseOption(
        "A backup that is restored for the second time needs twice as much as for the first, because clients have seen "
        + "the numbers of the first");

    private static readonly Option<bool> AcceptDamage = new("--accept-damage")
    {
        Description = "Go on although something in the backup is wrong; users whose rows cannot be read get 500",
    };

    public static Command Create()
    {
        var command = new Command(
            Name,
            "Makes the database that the settings name of a backup. Stop the server first, and move the old database "
            + "away: nothing is overwritten. All revisions and next ids are raised, so that no client takes what it "
            + "saw after the backup for what is there now; clients sync anew by themselves. Exit code 0: it is "
            + "restored; 2: something in the backup is wrong, and nothing was restored, or, with --accept-damage, it "
            + "was all the same; 1: it could not be restored.")
        {
            File, Raise, AcceptDamage,
        };
        command.SetAction((parsed, _) => StartFailure.ReportAsync(
            parsed.InvocationConfiguration.Error,
            () => Interruption.RunAsync(cancellation => RunAsync(parsed, cancellation))));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var files = new RestoreFiles(
            Path.GetFullPath(parsed.GetRequiredValue(File)), KeptDatabase.PathFromSettings());
        var (raise, acceptsDamage) = (parsed.GetValue(Raise), parsed.GetValue(AcceptDamage));
        var output = parsed.InvocationConfiguration.Output;
        var restore = new DatabaseRestore(TimeProvider.System);
        var report = await Task.Run(
            () => restore.RunAsync(files, raise, acceptsDamage, output, cancellation), cancellation);
        await output.WriteLineAsync(
            report.IsGood || acceptsDamage
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"restored: {files.To} ({report}; revisions and ids raised by {raise})")
                : $"not restored, because of what is wrong ({report}); --accept-damage restores it all the same");
        return report.IsGood ? 0 : KeptDatabase.SomethingIsWrong;
    }
}
