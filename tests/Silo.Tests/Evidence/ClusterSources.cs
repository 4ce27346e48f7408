using System.Security.Cryptography;
using System.Text;
using TaskActors.Testing;

namespace TaskActors.Tests.Evidence;

/// <summary>The sources that decide how the actors behave in a cluster, as one hash.</summary>
internal static class ClusterSources
{
    private static readonly string[] Folders =
        ["src/Grains.Interfaces", "src/Grains", "src/Silo", "tests/Silo.Tests/Orleans"];

    /// <summary>SHA-256 over path and text of every source file, whatever its line ends.</summary>
    public static string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Folders
            .SelectMany(folder => Repository.Files(folder, "*.cs").Concat(Repository.Files(folder, "*.sql")));
        foreach (var file in files.Append(Repository.PathOf("eng/Orleans.props")).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
            var text = File.ReadAllText(file).ReplaceLineEndings("\n");
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{text.Length}\n{text}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
