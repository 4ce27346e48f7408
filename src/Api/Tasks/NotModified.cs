using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Tasks;

/// <summary>Whether a reader already has what it asks for. Writes know no <c>If-None-Match</c>.</summary>
internal static class NotModified
{
    public static bool Applies(HttpContext context, long rev) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && EntityTags.Names(context.Request.Headers.IfNoneMatch, rev);
}
