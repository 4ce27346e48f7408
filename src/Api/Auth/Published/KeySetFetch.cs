using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace TaskActors.Api.Auth;

/// <summary>
/// Fetches a key set over HTTP, within a time and a size, and from nowhere but where it is said to be.
/// </summary>
internal sealed class KeySetFetch(
    IHttpClientFactory clients, JsonWebKeys reader, IOptions<TokenOptions> options, TimeProvider clock)
{
    public const int BytesMax = 256 * 1_024;

    private const int RedirectsMax = 3;

    /// <summary>How its clients behave: redirects are followed here, not by them.</summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxConnectionsPerServer = 4,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>The keys that the issuer publishes now.</summary>
    /// <exception cref="KeySetException">There was no answer, or not one of this form, or not in time.</exception>
    public async Task<ImmutableArray<PublishedKey>> GetAsync(KeySource source)
    {
        using var patience = new CancellationTokenSource(options.Value.FetchTimeout, clock);
        try
        {
            var answer = await GetFollowingAsync(source.Address, patience.Token);
            return reader.TryRead(answer, source.Rules) ?? throw new KeySetException("the answer is no key set");
        }
        catch (OperationCanceledException error)
        {
            throw new KeySetException($"no answer within {options.Value.FetchTimeout.TotalSeconds} s", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new KeySetException("the connection failed", error);
        }
    }

    /// <summary>Follows a redirect to another path, as trailing slashes need it, but never elsewhere.</summary>
    private async Task<byte[]> GetFollowingAsync(Uri address, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(nameof(KeySetFetch));
        Uri? next = address;
        for (var redirects = 0; redirects <= RedirectsMax; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if ((int)answer.StatusCode is < 300 or >= 400)
            {
                return await ReadAsync(answer, cancellation);
            }

            if (!Uri.TryCreate(next, answer.Headers.Location, out next)
                || next.GetLeftPart(UriPartial.Authority) != address.GetLeftPart(UriPartial.Authority))
            {
                throw new KeySetException("the answer is a redirect to elsewhere, which is not followed");
            }
        }

        throw new KeySetException("the answer is one redirect after the other");
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new KeySetException($"the answer has status {(int)answer.StatusCode}");
        }

        if (!IsJson(answer.Content.Headers.ContentType?.MediaType))
        {
            throw new KeySetException("the answer is not JSON");
        }

        // One byte more than allowed is read, to see that there is one.
        var buffer = new byte[BytesMax + 1];
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return length <= BytesMax ? buffer[..length] : throw new KeySetException("the answer is over 256 KB");
    }

    private static bool IsJson(string? type) =>
        string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase)
        || type?.EndsWith("+json", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>Says why no key set could be had, in words for the log.</summary>
internal sealed class KeySetException(string message, Exception? inner = null) : Exception(message, inner);
