using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Moving;

/// <summary>Adds the tasks of a file, or only says whether that would go.</summary>
internal sealed record ImportTasks(ImmutableArray<ImportedTask> Tasks, bool IsDryRun, WriteRequest Write)
    : IBindable<ImportTasks>
{
    public static async ValueTask<Parsed<ImportTasks>> ReadAsync(HttpContext context)
    {
        var write = await TaskWrite.ReadAsync(context, ImportReader.Read);
        if (write.IsRefused)
        {
            return write.Problem;
        }

        return TryReadDryRun(context.Request.QueryString.Value, out var isDryRun)
            ? new ImportTasks(write.Value.Content.Tasks, isDryRun, write.Value.Write)
            : RequestProblems.InvalidQuery(
                [new FieldError("?dry_run", "Only dry_run may be given, once, and must be true or false.")]);
    }

    /// <summary>False also for what nobody knows: a misspelt dry run would be a real one.</summary>
    private static bool TryReadDryRun(string? queryString, out bool isDryRun)
    {
        isDryRun = false;
        var count = 0;
        foreach (var pair in new QueryStringEnumerable(queryString))
        {
            var value = pair.DecodeValue().Span;
            isDryRun = value is "true";
            if (++count > 1 || pair.DecodeName().Span is not "dry_run" || value is not ("true" or "false"))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>The tasks of a file, each valid by itself.</summary>
internal sealed record Import(ImmutableArray<ImportedTask> Tasks);
