using System.Diagnostics;
using TaskActors.Testing.Processes;

namespace TaskActors.Tests.Auth;

/// <summary>The packages of tests/better-auth, which run the real Better Auth.</summary>
internal static class NodeModules
{
    private static readonly NodePackages Packages = new("tests/better-auth", "better-sqlite3");

    public static Task RequireAsync() => Packages.RequireAsync();

    public static Process StartNode(string[] arguments, params (string Name, string? Value)[] environment) =>
        Packages.StartNode(arguments, environment);
}
