using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("TaskActors.Tests.Evidence.EvidenceLast", "TaskActors.Silo.Tests")]

namespace TaskActors.Tests.Evidence;

/// <summary>
/// Other collections run alone too, and after those that run in parallel: only this says that the evidence comes last.
/// </summary>
public sealed class EvidenceLast : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName == nameof(LastCollection));
}
