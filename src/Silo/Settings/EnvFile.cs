using System.Text.RegularExpressions;

namespace TaskActors.Settings;

/// <summary>
/// Reads a <c>.env</c> file to the values that the frontend's dotenv reads from it, so that one file serves both:
/// <c>export</c>, comments, three kinds of quotes, values over several lines.
/// </summary>
public static partial class EnvFile
{
    public const string Name = ".env";

    private const int LengthMax = 1 << 20;

    /// <summary>The values by name; of a name that stands twice, the last. No file has none.</summary>
    /// <exception cref="SetupException">The file is there and cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            return File.Exists(path) ? Parse(ReadText(path)) : Parse("");
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or RegexMatchTimeoutException)
        {
            throw new SetupException($"The file {path} cannot be read: {error.Message}", error);
        }
    }

    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var lines = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match line in Assignments().Matches(lines))
        {
            var raw = line.Groups["value"].Value.Trim();
            var value = raw.Length > 1 && raw[0] is '\'' or '"' or '`' && raw[^1] == raw[0] ? raw[1..^1] : raw;
            // Only double quotes turn \n into a line break; a backslash means nothing else.
            values[line.Groups["name"].Value] = raw.StartsWith('"')
                ? value.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "\r", StringComparison.Ordinal)
                : value;
        }

        return values;
    }

    /// <summary>The text of a small file, in UTF-8.</summary>
    /// <exception cref="IOException">It cannot be read, or is larger than any file of settings.</exception>
    public static string ReadText(string path)
    {
        using var reader = new StreamReader(path);
        var text = new char[LengthMax + 1];
        var length = reader.ReadBlock(text);
        return length <= LengthMax ? new string(text, 0, length) : throw new IOException("It is larger than 1 MiB.");
    }

    [GeneratedRegex(
        """
        ^\s* (export\s+)? (?<name>[A-Za-z0-9_.-]+) (\s*= | :\s)
        (?<value> \s* (?<quote>['"`]) (\\\k<quote> | (?!\k<quote>)[\s\S])* \k<quote> | [^\#\n]+ )?
        \s* (\#[^\n]*)? $
        """,
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace, 10_000)]
    private static partial Regex Assignments();
}
