using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using TaskActors.Settings;
using TaskActors.Copying;
using TaskActors.Storage;

namespace TaskActors.Api.CommandLine;

/// <summary>
/// Copies all users from one storage to another: a single machine's file into the database of a cluster.
/// </summary>
internal static class CopyCommand
{
    public const string Name = "copy";

    // Somebody sits before it: half a minute of silence helps nobody.
    private static readonly TimeSpan OwnerWait = TimeSpan.FromSeconds(1);

    private static readonly Option<string> From = new("--from")
    {
        Description = "The storage to copy from, such as sqlite:data/tasks.db; it is only read",
        HelpName = "storage",
        Required = true,
    };

    private static readonly Option<string> To = new("--to")
    {
        Description = "The storage to copy to, such as postgresql://user:password@host:5432/database",
        HelpName = "storage",
        Required = true,
    };

    public static Command Create()
    {
        var command = new Command(
            Name,
            "Copies all users with their tasks, deletions and idempotency keys, and verifies it by counts and hashes. "
            + "Stop the servers of both storages first. A target that holds the same users with other data is left as "
            + "it is. It can be repeated, and goes on where it was interrupted. Exit code 0: all are there; 1: not.")
        {
            From, To,
        };
        // An address that stands alone is refused below: the parser would repeat it with its password.
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => StartFailure.ReportAsync(
            parsed.InvocationConfiguration.Error, () => RunAsync(parsed, cancellation)));
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.UnmatchedTokens.Count > 0)
        {
            throw new SetupException($"There is a word that belongs to no option. See {Name} --help.");
        }

        var from = Options("--from", parsed.GetRequiredValue(From));
        RequireThere(from);
        var copy = new StorageCopy(
            parsed.InvocationConfiguration.Output, TimeProvider.System, NullLogger<StorageCopy>.Instance);
        await copy.RunAsync(from, Options("--to", parsed.GetRequiredValue(To)), cancellation);
    }

    /// <summary>A server makes a file that is not there; a misspelt source must not become an empty one.</summary>
    private static void RequireThere(StorageOptions from)
    {
        if (StorageLocation.TryParse(from.Location, Directory.GetCurrentDirectory(), out var location, out _)
            && location.FilePath is { } file && !File.Exists(file))
        {
            throw new SetupException($"There is no file {file} to copy from.");
        }
    }

    private static StorageOptions Options(string option, string location) =>
        SiloSettings.Storage.Validate(location) is { } whyNot
            ? throw new SetupException($"{option} {whyNot}.")
            : new StorageOptions { Location = location, OwnerWait = OwnerWait };
}
