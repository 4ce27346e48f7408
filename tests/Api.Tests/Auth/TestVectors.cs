using System.Text.Json;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Auth;

/// <summary>
/// Wycheproof's vectors, which lie beside the repository in <c>../shared/vectors</c>, or where TASKACTORS_TEST_VECTORS
/// says.
/// </summary>
internal static class TestVectors
{
    private static readonly string Folder =
        Environment.GetEnvironmentVariable("TASKACTORS_TEST_VECTORS")
        ?? Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "vectors"));

    /// <summary>A file of vectors; the test is skipped where there is none.</summary>
    public static JsonElement Read(string name)
    {
        var path = Path.Combine(Folder, name);
        Skip.IfNot(
            File.Exists(path), $"Wycheproof's {name} is not in {Folder}; TASKACTORS_TEST_VECTORS may name its folder.");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }
}
