using Microsoft.Extensions.Logging;

namespace TaskActors.Cluster;

/// <summary>What of Orleans' own log an operator can act on, and what of it says who a user is.</summary>
internal static class OrleansLogs
{
    // They name grains, and a grain's key is its user's id. What they tell is that a call, a load or a commit failed:
    // its caller is answered, and our own log has it, with the user as a hash.
    private static readonly string[] NamingUsers =
    [
        "Orleans.Grain", "Orleans.Messaging", "Orleans.Runtime.Catalog", "Orleans.Runtime.GrainDirectory",
        "Orleans.Runtime.HostedClient", "Orleans.Runtime.Messaging.MessageCenter", "Orleans.Storage",
    ];

    public static void QuietOrleans(this ILoggingBuilder logging)
    {
        // Its warnings name every silo that comes or goes, twice, a slow machine, and a garbage collector chosen on
        // purpose.
        logging.AddFilter("Orleans", LogLevel.Error);
        foreach (var category in NamingUsers)
        {
            logging.AddFilter(category, LogLevel.None);
        }

        // Orleans places grains with it: a line for each of them, and two warnings for each that is tried again.
        logging.AddFilter("Polly", LogLevel.Error);
    }
}
