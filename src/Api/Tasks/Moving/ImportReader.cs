using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Moving;

/// <summary>
/// Reads a file to import: one that was exported, or a bare array of tasks. The first task that is wrong is told, with
/// its index.
/// </summary>
internal static class ImportReader
{
    private const string FormatRule = "The file must be an export, or an array of tasks.";

    public static Parsed<Import> Read(ReadOnlySpan<byte> body) => JsonParts.Read<Import>(body, Read);

    private static Parsed<Import> Read(JsonElement file) => file.ValueKind switch
    {
        JsonValueKind.Array => ReadAll(file, ""),
        JsonValueKind.Object => ReadFile(file),
        _ => RequestProblems.InvalidField("/format", FormatRule),
    };

    private static Parsed<Import> ReadFile(JsonElement file)
    {
        var members = JsonParts.Take(file, "format", "version", "tasks");
        if (members.IsRefused)
        {
            return members.Problem;
        }

        var (format, version, tasks) = (members.Value[0], members.Value[1], members.Value[2]);
        return format.ValueKind != JsonValueKind.String || !format.ValueEquals(ExportFile.Format)
            ? RequestProblems.InvalidField("/format", FormatRule)
            : version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number)
                || number != ExportFile.Version
            ? RequestProblems.InvalidField("/version", $"Only files of version {ExportFile.Version} can be read.")
            : tasks.ValueKind != JsonValueKind.Array
            ? RequestProblems.InvalidField("/tasks", "tasks must be an array.")
            : ReadAll(tasks, "/tasks");
    }

    private static Parsed<Import> ReadAll(JsonElement list, string pointer)
    {
        var tasks = ImmutableArray.CreateBuilder<ImportedTask>(list.GetArrayLength());
        foreach (var json in list.EnumerateArray())
        {
            var task = ImportedTaskReader.Read(json);
            if (task.IsRefused)
            {
                var at = string.Create(CultureInfo.InvariantCulture, $"{pointer}/{tasks.Count}");
                return task.Problem.Within(at, tasks.Count);
            }

            tasks.Add(task.Value);
        }

        return new Import(tasks.MoveToImmutable());
    }
}
