using System.CommandLine;
using System.CommandLine.Invocation;

namespace TaskActors.Api.CommandLine;

/// <summary>Answers <c>--version</c> with the version of this program and of Orleans.</summary>
internal sealed class VersionAnswer : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(BuildDescription.Line);
        return 0;
    }
}
