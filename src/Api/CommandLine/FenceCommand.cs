using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using TaskActors.Backups;
using TaskActors.Storage;

namespace TaskActors.Api.CommandLine;

/// <summary>Raises all numbers of a database that was restored by the tools of its own.</summary>
internal static class FenceCommand
{
    public const string Name = "fence";

    // An interactive command fails fast.
    private static readonly TimeSpan OwnerWait = TimeSpan.FromSeconds(1);

    private static readonly Option<long> Raise = RaiseOption(
        "It must be more than what was done since the backup; the same backup needs twice as much the second time");

    public static Command Create()
    {
        var command = new Command(
            Name,
            "Raises all revisions and next ids, and where new users begin, in the database that the settings name: in "
            + "its rows, and in the grain states of a PostgreSQL database too. Stop all servers first. Run it after a "
            + "backup was restored by other means than 'restore', such as pg_restore, so that no client takes what it "
            + "saw after the backup for what is there now; clients sync anew by themselves. Running it twice does no "
            + "harm. Exit code 0: all are raised; 1: nothing was.")
        {
            Raise,
        };
        command.SetAction((parsed, _) => StartFailure.ReportAsync(
            parsed.InvocationConfiguration.Error,
            () => Interruption.RunAsync(cancellation => RunAsync(parsed, cancellation))));
        return command;
    }

    /// <summary>How much numbers are raised by; bounded, so that clients can still read them.</summary>
    public static Option<long> RaiseOption(string advice)
    {
        var option = new Option<long>("--raise")
        {
            Description = $"What revisions and ids are raised by. {advice}",
            HelpName = "number",
            DefaultValueFactory = static _ => DatabaseFence.RaiseDefault,
        };
        option.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<long>() is < DatabaseFence.RaiseDefault or > DatabaseFence.NumberMax)
            {
                result.AddError($"--raise must be from {DatabaseFence.RaiseDefault} to {DatabaseFence.NumberMax}.");
            }
        });
        return option;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var address = KeptDatabase.FromSettings();
        // A misspelt path must not become an empty database.
        if (address.Location.FilePath is { } file && !File.Exists(file))
        {
            throw new SetupException($"There is no database at '{file}'.");
        }

        var raise = parsed.GetValue(Raise);
        var options = new StorageOptions { Location = address.Text, OwnerWait = OwnerWait };
        var fence = new DatabaseFence(TimeProvider.System, NullLogger<DatabaseFence>.Instance);
        var users = await Task.Run(() => fence.RunAsync(options, raise, cancellation), cancellation);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"fenced: {address} ({users} users; revisions and ids raised by {raise})"));
        return 0;
    }
}
