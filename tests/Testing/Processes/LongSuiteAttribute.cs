using System.Reflection;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TaskActors.Testing.Processes;

/// <summary>
/// A suite of real processes, loads or browsers: its tests run where <c>TASKACTORS_LONG</c> asks for them, and are
/// skipped elsewhere. The filter <c>Suite=Long</c> finds them. Its facts have to be skippable.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
[TraitDiscoverer("TaskActors.Testing.Processes.LongSuiteDiscoverer", "TaskActors.Testing")]
public sealed class LongSuiteAttribute : BeforeAfterTestAttribute, ITraitAttribute
{
    public override void Before(MethodInfo methodUnderTest) => LongRuns.Require();
}

/// <summary>Tells the test runner what the attribute stands for.</summary>
public sealed class LongSuiteDiscoverer : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) =>
        [KeyValuePair.Create("Suite", "Long")];
}
