using System.CommandLine;
using System.CommandLine.Invocation;

namespace TaskActors.Api.CommandLine;

/// <summary>Answers <c>--version</c> with the version and who can host actors in this build.</summary>
internal sealed class VersionAnswer : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(BuildDescription.Line);
        return 0;
    }
}
