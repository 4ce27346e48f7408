using System.CommandLine;
using TaskActors.Api.Auth;
using TaskActors.Api.Settings;
using TaskActors.Settings;
using TaskActors.MovingIn;

namespace TaskActors.Api.CommandLine;

/// <summary>Moves the users of the original FastAPI app in, with their ids and times.</summary>
internal sealed class ImportFastApiCommand
{
    public const string Name = "import-fastapi";

    private const int SomeAreMissing = 2;

    private readonly Option<string> _from = new("--from")
    {
        Description = "The app's database: postgresql://user:password@host/db?sslmode=require (as in its .env), "
            + "or the path of an SQLite file",
        HelpName = "source",
        Required = true,
    };

    private readonly Option<string> _table = new("--table")
    {
        Description = "Its table, also as schema.table; without it, task, tasks, todo or todos",
        HelpName = "table",
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Read and report only" };

    private readonly Option<bool> _fix = new("--fix")
    {
        Description = "Cut what breaks a rule instead of refusing its user: texts and tags are shortened and lose "
            + $"control characters, an empty title becomes {MovingInOptions.Untitled}, an unknown priority none, "
            + "an unreadable due date none, an unreadable time the row's other one",
    };

    private readonly Dictionary<SourceField, Option<string>> _columns =
        SourceFields.All.ToDictionary(field => field, ColumnOption);

    public Command Create()
    {
        var command = new Command(
            Name,
            "Moves the users of a FastAPI + SQLModel todo app in, with ids and times. Stop the server first. Users who "
            + "have tasks here already are left alone; it can be repeated. Exit code 0: all are here; 2: some users "
            + "were not moved in; 1: it could not run to its end.")
        {
            _from, _table, _dryRun, _fix,
        };
        foreach (var field in SourceFields.All)
        {
            command.Options.Add(_columns[field]);
        }

        // An address that stands alone is refused below: the parser would repeat it with its password.
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => StartFailure.ReportAsync(
            parsed.InvocationConfiguration.Error, () => RunAsync(parsed, cancellation)));
        return command;
    }

    private static Option<string> ColumnOption(SourceField field) => new($"--{field.Name}")
    {
        Description = $"The column for {field.Meaning} (looked for: {string.Join(", ", field.UsualColumns)})"
            + (field.IsRequired ? "" : $"; {MovingInOptions.NoColumn} leaves it out"),
        HelpName = "column",
    };

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        RefuseUnknown(parsed);
        var folder = Directory.GetCurrentDirectory();
        var values = SettingsCatalogue.Read();
        var source = SourceDatabase.Parse(parsed.GetRequiredValue(_from), folder);
        var console = parsed.InvocationConfiguration;
        await console.Output.WriteLineAsync($"from: {source.Description}");
        if (!source.Ignored.IsEmpty)
        {
            await console.Error.WriteLineAsync($"ignored in the address: {string.Join(", ", source.Ignored)}");
        }

        var options = Options(parsed, values);
        await using var target = await MovingInTarget.OpenAsync(values, options.IsDryRun, cancellation);
        await console.Output.WriteLineAsync($"to: {target.Description}");
        var moving = new UsersMovingIn(target.Store, TimeProvider.System, options, console.Output, console.Error);
        try
        {
            var report = await moving.RunAsync(source, target.Stopping);
            return report.IsComplete ? 0 : SomeAreMissing;
        }
        catch (OperationCanceledException interruption)
        {
            throw new SetupException("Interrupted: what was moved in stays; run it again to go on.", interruption);
        }
    }

    private static void RefuseUnknown(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is { Count: > 0 } unknown)
        {
            var words = unknown.Select(token => token.StartsWith('-') ? token.Split('=')[0] : "a word without option");
            throw new SetupException($"Not understood: {string.Join(", ", words)}. See {Name} --help.");
        }
    }

    private MovingInOptions Options(ParseResult parsed, SettingValues values) => new()
    {
        Table = parsed.GetValue(_table),
        Columns = _columns.Where(pair => parsed.GetValue(pair.Value) is not null)
            .ToDictionary(pair => pair.Key, pair => parsed.GetRequiredValue(pair.Value)),
        IsDryRun = parsed.GetValue(_dryRun),
        FixesRows = parsed.GetValue(_fix),
        Limits = SettingsRegistration.LimitsFrom(values),
        IsSubject = TokenClaims.IsSubject,
    };
}
