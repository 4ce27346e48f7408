using System.Reflection;

namespace TaskActors.Api.CommandLine;

/// <summary>Which build this is: its version, and that of Orleans.</summary>
internal static class BuildDescription
{
    public static string Version { get; } = VersionOf(typeof(BuildDescription).Assembly);

    /// <summary>The line of <c>--version</c>.</summary>
    public static string Line => $"TaskActors {Version} (actors: {UserTasksHosting.BuiltFor})";

    /// <summary>The version without the commit, which stands after a plus.</summary>
    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
