using System.Collections.Concurrent;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: Xunit.TestFramework("TaskActors.Tests.Cluster.ClusterRunFramework", "TaskActors.Silo.Tests")]

namespace TaskActors.Tests.Cluster;

/// <summary>xunit's own framework, listened to: what became of each cluster test of this run.</summary>
public sealed class ClusterRunFramework(IMessageSink diagnostics) : XunitTestFramework(diagnostics)
{
    private static readonly ConcurrentDictionary<string, string> Outcomes = new(StringComparer.Ordinal);

    /// <summary>
    /// The cluster tests that finished so far, by name, with <c>passed</c>, <c>failed</c> or <c>skipped</c>.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Finished => Outcomes;

    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName name, ISourceInformationProvider source, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(name, source, diagnostics)
    {
        protected override void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink,
            ITestFrameworkExecutionOptions executionOptions) =>
            base.RunTestCases(testCases, new Listener(executionMessageSink), executionOptions);
    }

    private sealed class Listener(IMessageSink next) : Xunit.LongLivedMarshalByRefObject, IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestResultMessage result
                && result.TestClass.Class.Name.StartsWith("TaskActors.Tests.Cluster.", StringComparison.Ordinal))
            {
                Outcomes[result.Test.DisplayName] = result switch
                {
                    ITestPassed => "passed",
                    ITestSkipped => "skipped",
                    _ => "failed",
                };
            }

            return next.OnMessage(message);
        }
    }
}
