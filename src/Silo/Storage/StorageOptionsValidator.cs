using Microsoft.Extensions.Options;

namespace TaskActors.Storage;

/// <summary>Says in whole sentences what is wrong with the options, before anything is opened.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var failures = WhyNot(options).ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> WhyNot(StorageOptions options)
    {
        if (!StorageLocation.TryParse(
            options.Location, Directory.GetCurrentDirectory(), out var location, out var whyNot))
        {
            yield return whyNot;
        }
        else if (options.IsShared && location.Server is null)
        {
            yield return "A file belongs to one process: several nodes need a PostgreSQL database to share.";
        }
        else if (options.FurtherSchema is not null && location.Server is null)
        {
            yield return "Grain storage needs a PostgreSQL database.";
        }

        if (options.OwnerWait < TimeSpan.Zero || options.OwnerWait > WaitMax)
        {
            yield return "The wait for the owner of the storage must be between no time and one hour.";
        }

        if (options.BusyWait < TimeSpan.Zero || options.BusyWait > WaitMax)
        {
            yield return "The wait for a busy storage must be between no time and one hour.";
        }

        if (options.QueueLengthMax < 1 || options.GroupLengthMax < 1 || options.ReadersMax < 1)
        {
            yield return "The storage's queue, its groups and its readers must each be at least 1.";
        }
    }
}
