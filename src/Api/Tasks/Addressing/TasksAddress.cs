using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TaskActors.Api.Tasks.Addressing;

/// <summary>
/// The address of a request under <c>/api</c>, as it was really written: whose list it names, and the path that routing
/// may match. An improper one (bad escapes, dot or empty segments) names nobody's, and matches nothing.
/// </summary>
internal sealed class TasksAddress
{
    private const string Root = "api";
    private const string Me = "me";
    private const string Tasks = "tasks";

    /// <summary>A path under <c>/api</c> that no route has.</summary>
    private const string Nowhere = "/" + Root;

    private static readonly string[] Words =
        [Me, Tasks, "complete", "batch", "changes", "events", "export", "import"];

    /// <summary>What stands for itself in a path (RFC 3986, section 2.3).</summary>
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private readonly string[] _segments;

    private TasksAddress(string[]? segments, bool hasTrailingSlash, string? serverPath)
    {
        var isProper = segments is [Root, _, ..];
        _segments = isProper ? segments! : [];
        HasTrailingSlash = hasTrailingSlash;
        Path = !isProper ? Nowhere
            : IsPlain(serverPath, segments!, hasTrailingSlash) ? serverPath
            : PathOf(segments!) + (hasTrailingSlash ? "/" : "");
    }

    /// <summary>What routing matches: every segment escaped again, in one way only.</summary>
    public string Path { get; }

    public bool HasTrailingSlash { get; }

    /// <summary>The user whose list the address names; null when it is the caller's own by definition.</summary>
    public string? UserId => _segments switch
    {
        [_, Me, ..] or [_, Tasks, _] => null,
        [_, var user, Tasks, ..] => user,
        _ => null,
    };

    /// <summary>What stands behind the base: it means the same from whichever of the three it is sent.</summary>
    public ReadOnlySpan<string> WithinTasks => _segments switch
    {
        [_, Tasks, _] => _segments.AsSpan(2),
        [_, _, Tasks, ..] => _segments.AsSpan(3),
        [_, Tasks, ..] => _segments.AsSpan(2),
        _ => _segments,
    };

    /// <summary>The address of a request under <c>/api</c>, else null.</summary>
    public static TasksAddress? Of(PathString serverPath, ReadOnlySpan<char> rawTarget)
    {
        var segments = PathSegments.Read(rawTarget, out var hasTrailingSlash);
        // Both readings count: what either of them takes for the API needs a token.
        return segments is [Root, ..] || serverPath.StartsWithSegments(Nowhere, StringComparison.OrdinalIgnoreCase)
            ? new TasksAddress(segments, hasTrailingSlash, serverPath.Value)
            : null;
    }

    /// <summary>Whether the server's path is these segments as they are, with nothing to escape in them.</summary>
    private static bool IsPlain([NotNullWhen(true)] string? path, string[] segments, bool hasTrailingSlash)
    {
        var rest = path.AsSpan();
        foreach (var segment in segments)
        {
            if (rest is not ['/', .. var next] || !next.StartsWith(segment, StringComparison.Ordinal)
                || segment.AsSpan().ContainsAnyExcept(Unreserved) || IsLookalike(segment))
            {
                return false;
            }

            rest = next[segment.Length..];
        }

        return hasTrailingSlash ? rest is "/" : rest.IsEmpty;
    }

    private static string PathOf(string[] segments)
    {
        var path = new StringBuilder();
        foreach (var segment in segments)
        {
            path.Append('/').Append(IsLookalike(segment) ? EscapeFirst(segment) : Uri.EscapeDataString(segment));
        }

        return path.ToString();
    }

    /// <summary>
    /// Routing ignores case, user ids do not: <c>ME</c> is somebody's id, and not the word <c>me</c>.
    /// </summary>
    private static bool IsLookalike(string segment) =>
        Words.Contains(segment, StringComparer.OrdinalIgnoreCase) && !Words.Contains(segment, StringComparer.Ordinal);

    private static string EscapeFirst(string segment) => $"%{(int)segment[0]:X2}{segment[1..]}";
}
