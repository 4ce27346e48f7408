using System.Net;
using System.Net.Http.Headers;

namespace TaskActors.Tests.Caching;

/// <summary>
/// A client's cache by the rules of RFC 9111: it keeps what it may, chooses by address and by the headers that
/// <c>Vary</c> names, and asks again with the entity tag that it has.
/// </summary>
internal sealed class HttpCache(HttpMessageHandler server) : DelegatingHandler(server)
{
    private readonly List<Kept> _kept = [];

    /// <summary>How often an answer came from here.</summary>
    public int Reused { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var known = request.Method == HttpMethod.Get ? _kept.FindLast(kept => kept.Fits(request)) : null;
        if (known is { IsFresh: true })
        {
            return Reuse(known, request);
        }

        if (known is not null && request.Headers.IfNoneMatch.Count == 0)
        {
            request.Headers.IfNoneMatch.Add(known.Tag);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (known is not null && response.StatusCode == HttpStatusCode.NotModified)
        {
            return Reuse(known, request);
        }

        if (request.Method == HttpMethod.Get && MayKeep(response))
        {
            _kept.Add(await Kept.OfAsync(request, response, cancellationToken));
        }

        return response;
    }

    private static bool MayKeep(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.OK
        && response.Headers.CacheControl?.NoStore != true
        && response.Headers.ETag is not null
        && !response.Headers.Vary.Contains("*");

    private HttpResponseMessage Reuse(Kept kept, HttpRequestMessage request)
    {
        Reused++;
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(kept.Body), RequestMessage = request,
        };
    }

    private sealed record Kept(Uri Address, EntityTagHeaderValue Tag, byte[] Body, bool IsFresh)
    {
        private readonly List<(string Name, string Value)> _chosenBy = [];

        public static async Task<Kept> OfAsync(
            HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellation)
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            var isFresh = response.Headers.CacheControl is { NoCache: false, MaxAge.TotalSeconds: > 0 };
            var kept = new Kept(request.RequestUri!, response.Headers.ETag!, body, isFresh);
            kept._chosenBy.AddRange(response.Headers.Vary.Select(name => (name, Value(request, name))));
            return kept;
        }

        public bool Fits(HttpRequestMessage request) =>
            request.RequestUri == Address
            && _chosenBy.TrueForAll(one =>
                string.Equals(Value(request, one.Name), one.Value, StringComparison.Ordinal));

        private static string Value(HttpRequestMessage request, string name) =>
            request.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
    }
}
