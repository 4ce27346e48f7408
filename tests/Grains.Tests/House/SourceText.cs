using TaskActors.Testing;

namespace TaskActors.Tests.House;

/// <summary>
/// The C# sources of the repository as text, with the little structure that the rules of the house need.
/// </summary>
internal sealed record SourceText(string Path, string[] Lines)
{
    /// <summary>Every C# file of product and tests.</summary>
    public static IReadOnlyList<SourceText> All { get; } =
    [
        .. new[] { "src", "tests", "bench" }.Where(folder => Directory.Exists(Repository.PathOf(folder)))
            .SelectMany(folder => Repository.Files(folder, "*.cs"))
            .Select(path => new SourceText(
                System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'), File.ReadAllLines(path))),
    ];

    public static IEnumerable<SourceText> In(string folder) =>
        All.Where(source => source.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>
    /// The bodies of methods with their length: a block whose brace stands alone below a parameter list.
    /// </summary>
    public IEnumerable<(int Line, int Length)> MethodBodies()
    {
        for (var open = 1; open < Lines.Length; open++)
        {
            var indent = Lines[open].Length - Lines[open].TrimStart().Length;
            var isBody = Lines[open].Trim() == "{" && indent is 4 or 8 && IsEndOfSignature(Lines[open - 1]);
            if (isBody)
            {
                var close = Array.IndexOf(Lines, new string(' ', indent) + "}", open);
                yield return (open + 1, close - open - 1);
            }
        }
    }

    private static bool IsEndOfSignature(string line)
    {
        var text = line.Trim();
        var isType = new[] { " class ", " record ", " struct " }.Any(text.Contains);
        return !isType && text.EndsWith(')') && !text.Contains("new(", StringComparison.Ordinal)
            && !text.StartsWith("if ", StringComparison.Ordinal);
    }
}
