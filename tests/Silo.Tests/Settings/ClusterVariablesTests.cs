using System.Net;
using Xunit;

namespace TaskActors.Tests.Settings;

/// <summary>The variables that front doors and silo processes read alike.</summary>
public sealed class ClusterVariablesTests
{
    [Fact]
    public void Without_any_a_process_is_alone_and_the_times_are_the_measured_ones()
    {
        var settings = ClusterVariables.Read(_ => null);

        Assert.Equal(new ClusterSettings(), settings);
        Assert.Equal(ClusterShape.Alone, settings.Shape);
        Assert.Equal(IPAddress.Loopback, settings.Address);
    }

    [Fact]
    public void Each_is_read()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ClusterVariables.Shape] = "co-hosted", [ClusterVariables.Id] = "blue",
            [ClusterVariables.Address] = "10.0.0.5", [ClusterVariables.SiloPort] = "1",
            [ClusterVariables.GatewayPort] = "2", [ClusterVariables.Store] = "grain-state",
            [ClusterVariables.ProbeMilliseconds] = "500", [ClusterVariables.MissedProbesMax] = "3",
            [ClusterVariables.DeathVotes] = "1", [ClusterVariables.TableRefreshSeconds] = "6",
            [ClusterVariables.AliveSeconds] = "7", [ClusterVariables.ResponseSeconds] = "8",
        };

        var settings = ClusterVariables.Read(name => values.GetValueOrDefault(name));

        var expected = new ClusterSettings
        {
            Shape = ClusterShape.CoHosted, Id = "blue", Address = IPAddress.Parse("10.0.0.5"), SiloPort = 1,
            GatewayPort = 2, KeepsGrainState = true, ProbeTimeout = TimeSpan.FromMilliseconds(500),
            MissedProbesMax = 3, DeathVotes = 1, TableRefresh = TimeSpan.FromSeconds(6),
            AlivePublish = TimeSpan.FromSeconds(7), ResponseTimeout = TimeSpan.FromSeconds(8),
        };
        Assert.Equal(expected, settings);
    }

    [Theory]
    [InlineData(ClusterVariables.Shape, "silo", "TASKACTORS_CLUSTER must be none, co-hosted or client.")]
    [InlineData(ClusterVariables.Store, "files", "TASKACTORS_STORE must be rows or grain-state.")]
    [InlineData(ClusterVariables.Address, "here", "TASKACTORS_SILO_ADDRESS must be an IP address of this machine.")]
    [InlineData(
        ClusterVariables.SiloPort, "70000", "TASKACTORS_SILO_PORT must be a whole number from 1 to 65535.")]
    public void A_value_without_its_form_is_one_sentence(string name, string value, string sentence)
    {
        var error = Assert.Throws<SetupException>(
            () => ClusterVariables.Read(asked => asked == name ? value : null));

        Assert.Equal(sentence, error.Message);
    }
}
