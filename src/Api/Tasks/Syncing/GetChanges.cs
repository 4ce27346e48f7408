using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks.Syncing;

/// <summary>Reads what changed since a revision, which must be said: 0 asks for everything.</summary>
internal sealed record GetChanges(long Since, string PublicAddress) : IBindable<GetChanges>
{
    private static readonly Problem SinceInvalid = RequestProblems.InvalidQuery(
        [new FieldError("?since", "since must be given once: the revision that you have, or 0.")]);

    public static ValueTask<Parsed<GetChanges>> ReadAsync(HttpContext context) => ValueTask.FromResult(Read(context));

    private static Parsed<GetChanges> Read(HttpContext context)
    {
        long? since = null;
        foreach (var pair in new QueryStringEnumerable(context.Request.QueryString.Value))
        {
            if (pair.DecodeName().Span is not "since")
            {
                continue;
            }

            if (since is not null || !TryRead(pair.DecodeValue().Span, out var rev))
            {
                return SinceInvalid;
            }

            since = rev;
        }

        return since is { } given ? new GetChanges(given, context.PublicAddress()) : SinceInvalid;
    }

    private static bool TryRead(ReadOnlySpan<char> text, out long rev) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out rev);
}
