using Xunit;

namespace TaskActors.Tests.Evidence;

/// <summary>
/// Runs after every other test of this assembly. A build with Orleans renews the evidence when all its cluster tests
/// passed; every build then checks that the evidence is about the sources at hand.
/// </summary>
[Collection(nameof(LastCollection))]
public sealed class ClusterEvidenceTests
{
    [SkippableFact]
    public void The_cluster_was_verified_with_the_sources_at_hand()
    {
        var sources = ClusterSources.Hash();
#if ORLEANS
        Cluster.EvidenceWriter.RenewIfAllPassed(sources);
#endif

        var verified = EvidenceFile.Hash();

        Skip.If(
            verified != sources && EvidenceFile.StaleReason() is not null,
            $"The cluster evidence is {EvidenceFile.StaleReason()}: run dotnet test with Orleans.");
        Assert.True(
            verified == sources,
            "The sources are not those of docs/cluster-verification.md: run dotnet test with Orleans to renew it.");
    }
}

/// <summary>Alone and last: xunit runs what must not run in parallel after everything else.</summary>
[CollectionDefinition(nameof(LastCollection), DisableParallelization = true)]
public sealed class LastCollection;
