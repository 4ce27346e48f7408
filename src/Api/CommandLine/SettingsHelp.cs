using System.CommandLine;
using System.CommandLine.Invocation;
using TaskActors.Api.Settings;
using TaskActors.Settings;

namespace TaskActors.Api.CommandLine;

/// <summary>Completes <c>--help</c> with the settings that the command reads, from the one catalogue.</summary>
internal sealed class SettingsHelp(SynchronousCommandLineAction help, Func<Command, SettingUse> useOf)
    : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        Write(
            parseResult.InvocationConfiguration.Output,
            [.. SettingsCatalogue.For(useOf(parseResult.CommandResult.Command))]);
        return code;
    }

    private static void Write(TextWriter output, Setting[] settings)
    {
        if (settings.Length == 0)
        {
            return;
        }

        output.WriteLine("Settings (environment variables, or lines of a .env file in the working directory):");
        foreach (var setting in settings)
        {
            output.WriteLine($"  {setting.Name}");
            output.WriteLine($"      {setting.Meaning}");
            output.WriteLine($"      default: {setting.Default}; for example: {setting.Example}");
        }

        output.WriteLine();
    }
}
