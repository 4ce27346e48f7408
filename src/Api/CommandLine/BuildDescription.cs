using System.Reflection;
#if ORLEANS
using Orleans;
#endif

namespace TaskActors.Api.CommandLine;

/// <summary>Which build this is: its version, and who can host actors in it.</summary>
internal static class BuildDescription
{
#if ORLEANS
    public const bool HasOrleans = true;

    public static string Actors { get; } = $"Orleans {VersionOf(typeof(IGrainFactory).Assembly)}";
#else
    public const bool HasOrleans = false;

    public static string Actors => "in-process";
#endif

    public static string Version { get; } = VersionOf(typeof(BuildDescription).Assembly);

    /// <summary>The line of <c>--version</c>.</summary>
    public static string Line => $"TaskActors {Version} (actors: {Actors})";

    /// <summary>The version without the commit, which some append after a plus and some after a space.</summary>
    private static string VersionOf(Assembly assembly)
    {
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return version?.Split('+', ' ')[0].TrimEnd('.') ?? "unknown";
    }
}
