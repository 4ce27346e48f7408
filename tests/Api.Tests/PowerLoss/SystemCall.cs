using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TaskActors.Tests.PowerLoss;

/// <summary>
/// A system call of a traced process, with the lines of the trace at which it began and ended: what ended on an earlier
/// line was over before the other began.
/// </summary>
/// <param name="Name">For example <c>fsync</c>.</param>
/// <param name="Target">The path or the connection that it was made on.</param>
/// <param name="Bytes">What was written.</param>
internal sealed partial record SystemCall(string Name, string Target, byte[] Bytes, int Began)
{
    public int Ended { get; private set; } = int.MaxValue;

    public bool HasSucceeded { get; private set; }

    /// <summary>Notes its end; <paramref name="rest"/> is the end of the line that tells it.</summary>
    public void End(int line, string rest)
    {
        Ended = line;
        HasSucceeded = Success().IsMatch(rest);
    }

    [GeneratedRegex(@"\) += \d+$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Success();
}

/// <summary>Reads what <c>strace -f -yy -xx</c> wrote.</summary>
internal static partial class SystemCallReader
{
    public static IReadOnlyList<SystemCall> Read(IEnumerable<string> lines)
    {
        var calls = new List<SystemCall>();
        var unfinished = new Dictionary<string, SystemCall>(StringComparer.Ordinal);
        foreach (var (number, line) in lines.Index())
        {
            if (Resumed().Match(line) is { Success: true } resumed)
            {
                if (unfinished.Remove(resumed.Groups["thread"].Value, out var begun))
                {
                    begun.End(number, line);
                }
            }
            else if (Begun().Match(line) is { Success: true } match)
            {
                var call = new SystemCall(
                    match.Groups["name"].Value, TextOf(match.Groups["target"].Value), BytesOf(line), number);
                calls.Add(call);
                if (line.EndsWith("<unfinished ...>", StringComparison.Ordinal))
                {
                    unfinished[match.Groups["thread"].Value] = call;
                }
                else
                {
                    call.End(number, line);
                }
            }
        }

        return calls;
    }

    private static string TextOf(string target) =>
        target.StartsWith("\\x", StringComparison.Ordinal) ? Encoding.UTF8.GetString(FromHex(target)) : target;

    private static byte[] BytesOf(string line) =>
        [.. Buffers().Matches(line).SelectMany(buffer => FromHex(buffer.Groups["bytes"].Value))];

    private static byte[] FromHex(string text)
    {
        var bytes = new byte[text.Length / 4];
        for (var index = 0; index < bytes.Length; index++)
        {
            var digits = text.AsSpan(index * 4 + 2, 2);
            bytes[index] = byte.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        return bytes;
    }

    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\(\d+<(?<target>.*?)>[,) ]", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Begun();

    [GeneratedRegex(@"^(?<thread>\d+) +<\.\.\. \w+ resumed>", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Resumed();

    [GeneratedRegex("\"(?<bytes>(\\\\x[0-9a-f]{2})+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Buffers();
}
