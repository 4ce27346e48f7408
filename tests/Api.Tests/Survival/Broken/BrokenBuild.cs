using TaskActors.Testing;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Survival.Broken;

/// <summary>
/// A copy of the sources in a temporary folder, broken on purpose and built: the product itself ships no sabotage.
/// </summary>
internal sealed class BrokenBuild : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BrokenBuild()
    {
        var files = Repository.Files("src", "*")
            .Concat(Directory.EnumerateFiles(Repository.Root));
        foreach (var file in files)
        {
            var copy = _folder[Path.GetRelativePath(Repository.Root, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Executable => _folder["src/Api/bin/Debug/net10.0/TaskActors.Api.dll"];

    /// <summary>Replaces a text that must be there, exactly once.</summary>
    public BrokenBuild With(string file, string text, string replacement)
    {
        var path = _folder[file];
        var parts = File.ReadAllText(path).Split(text);
        Assert.True(parts.Length == 2, $"{file} has '{text}' {parts.Length - 1} times.");
        File.WriteAllText(path, string.Join(replacement, parts));
        return this;
    }

    public async Task<BrokenBuild> BuildAsync()
    {
        Assert.True(
            await Programs.RunAsync(
                "dotnet", "build", _folder["src/Api/Api.csproj"], "-c", "Debug", "-v", "q", "-nodeReuse:false"),
            "The broken build does not build.");
        return this;
    }

    public void Dispose() => _folder.Dispose();
}
