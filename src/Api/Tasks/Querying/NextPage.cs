using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using TaskActors.Api.FrontDoor;

namespace TaskActors.Api.Tasks.Querying;

/// <summary>The <c>Link</c> to the next page: the request's own address and query, with another cursor.</summary>
internal static class NextPage
{
    public static string Link(HttpContext context, string publicAddress, string cursor)
    {
        // Written anew and not copied, so that nothing in the request can break out of the header's angle brackets.
        var path = context.Address().Path;
        var link = new StringBuilder("<").Append(publicAddress).Append(path).Append('?');
        foreach (var pair in new QueryStringEnumerable(context.Request.QueryString.Value))
        {
            var name = pair.DecodeName().ToString();
            if (name != QuerySpellings.Cursor)
            {
                var value = pair.DecodeValue().ToString();
                link.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value)).Append('&');
            }
        }

        return link.Append(QuerySpellings.Cursor).Append('=').Append(cursor).Append(">; rel=\"next\"").ToString();
    }
}
