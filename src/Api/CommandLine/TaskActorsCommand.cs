using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using TaskActors.Settings;

namespace TaskActors.Api.CommandLine;

/// <summary>The whole command line: what runs without a subcommand, and the subcommands.</summary>
internal static class TaskActorsCommand
{
    public static Task<int> RunAsync(string[] arguments)
    {
        var parsed = Create().Parse(arguments);
        if (parsed.Action is ParseErrorAction mistake)
        {
            // One sentence says what is wrong; two screens of help would hide it.
            mistake.ShowHelp = false;
        }

        // The host listens for signals itself, and takes the time that a polite stop needs.
        return parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    public static RootCommand Create()
    {
        var root = new RootCommand("Serves the tasks of Better Auth users over HTTP; every user is an actor.");
        new ServeCommand().AddTo(root);
        root.Subcommands.Add(TokenCommand.Create());
        root.Subcommands.Add(new ImportFastApiCommand().Create());
        root.Subcommands.Add(CopyCommand.Create());
        root.Subcommands.Add(BackupCommand.Create());
        root.Subcommands.Add(RestoreCommand.Create());
        root.Subcommands.Add(CheckCommand.Create());
        root.Subcommands.Add(FenceCommand.Create());
        root.Subcommands.Add(HealthCommand.Create());
        root.Subcommands.Add(TopCommand.Create());
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: SynchronousCommandLineAction help })
            {
                option.Action = new SettingsHelp(help, UseOf);
            }
            else if (option is VersionOption)
            {
                option.Action = new VersionAnswer();
                option.Description = "Show the version of this program and of Orleans";
            }
        }

        return root;
    }

    private static SettingUse UseOf(Command command) => command.Name switch
    {
        TokenCommand.Name => SettingUse.Token,
        ImportFastApiCommand.Name => SettingUse.MovingIn,
        CopyCommand.Name => SettingUse.Copying,
        BackupCommand.Name or RestoreCommand.Name or CheckCommand.Name or FenceCommand.Name or TopCommand.Name =>
            SettingUse.Keeping,
        HealthCommand.Name => SettingUse.Asking,
        _ => SettingUse.Serve,
    };
}
