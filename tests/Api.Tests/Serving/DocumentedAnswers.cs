using System.Globalization;
using System.Net;
using System.Text.Json;
using TaskActors.Tests.OpenApi;

namespace TaskActors.Tests.Serving;

/// <summary>An answer that the OpenAPI document does not describe.</summary>
public sealed class UndocumentedAnswerException(string message) : Exception(message);

/// <summary>
/// Sends requests, and holds every answer against the server's own OpenAPI document: status, headers, media type and
/// body. Any contract test fails when the document is wrong about what it sees.
/// </summary>
internal sealed class DocumentedAnswers(Uri server) : DelegatingHandler(NewTransport())
{
    private readonly SemaphoreSlim _gate = new(1);
    private AnswerCheck? _check;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var check = _check ?? await LoadAsync(cancellationToken);
        // A stream ends when its token does; only how it begins can be checked.
        byte[] body = response.Content.Headers.ContentType?.MediaType == "text/event-stream"
            ? []
            : await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var wrong = check.WhatIsWrong(request, response, body).ToList();
        return wrong.Count == 0 ? response : throw new UndocumentedAnswerException(
            $"{request.Method} {request.RequestUri} → {(int)response.StatusCode}: {string.Join("; ", wrong)}");
    }

    private static SocketsHttpHandler NewTransport() =>
        new() { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None };

    private async Task<AnswerCheck> LoadAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, "/openapi/v1.json"));
            using var response = await base.SendAsync(request, cancellation);
            var document = await response.Content.ReadAsStringAsync(cancellation);
            return _check ??= new AnswerCheck(JsonDocument.Parse(document).RootElement);
        }
        finally
        {
            _gate.Release();
        }
    }
}

/// <summary>Compares one answer with the document.</summary>
internal sealed class AnswerCheck(JsonElement document)
{
    private readonly SchemaChecker _schemas = new(document);

    public IEnumerable<string> WhatIsWrong(HttpRequestMessage request, HttpResponseMessage response, byte[] body) =>
        Common(request, response, body).Concat(Documented(request, response, body));

    private IEnumerable<string> Documented(HttpRequestMessage request, HttpResponseMessage response, byte[] body)
    {
        if (Operation(request) is not { } operation)
        {
            return request.Method == HttpMethod.Options ? [] : Undescribed(response);
        }

        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (!operation.GetProperty("responses").TryGetProperty(status, out var described))
        {
            return ["the status is not documented"];
        }

        described = _schemas.Resolve(described);
        return Headers(described, response).Concat(
            request.Method == HttpMethod.Head ? [] : Content(described, response, body));
    }

    private static IEnumerable<string> Common(HttpRequestMessage request, HttpResponseMessage response, byte[] body)
    {
        if (request.RequestUri!.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal)
            && (response.Headers.CacheControl?.NoStore != true
                || string.Join(", ", response.Headers.Vary) != "Authorization, Origin"))
        {
            yield return "it may be stored or shared";
        }

        if (!response.Headers.TryGetValues("X-Content-Type-Options", out _))
        {
            yield return "its type may be guessed";
        }

        var type = response.Content.Headers.ContentType?.MediaType;
        if ((int)response.StatusCode >= 400 && type != "application/problem+json")
        {
            yield return "it is no problem";
        }

        if (request.Method == HttpMethod.Head && body.Length > 0)
        {
            yield return "a HEAD has a body";
        }
    }

    /// <summary>What the document does not describe is not there, or not for this method.</summary>
    private static IEnumerable<string> Undescribed(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
            or HttpStatusCode.MethodNotAllowed or HttpStatusCode.OK
            && (response.StatusCode != HttpStatusCode.OK || IsDocumentItself(response))
            ? []
            : ["the operation is not documented"];

    private static bool IsDocumentItself(HttpResponseMessage response) =>
        response.RequestMessage!.RequestUri!.AbsolutePath is "/openapi/v1.json" or "/docs/index.html";

    private JsonElement? Operation(HttpRequestMessage request)
    {
        var segments = request.RequestUri!.AbsolutePath.TrimEnd('/').Split('/');
        var method = request.Method.Method.ToLowerInvariant();
        var paths = document.GetProperty("paths").EnumerateObject()
            .Where(path => Fits(path.Name.Split('/'), segments))
            .OrderBy(path => path.Name.IndexOf('{') is var brace && brace < 0 ? int.MinValue : -brace)
            .ThenBy(path => path.Name.Count(character => character == '{'));
        foreach (var path in paths)
        {
            return path.Value.TryGetProperty(method, out var operation) ? operation : null;
        }

        return null;
    }

    private static bool Fits(string[] template, string[] segments) =>
        template.Length == segments.Length
        && template.Zip(segments).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);

    private IEnumerable<string> Headers(JsonElement described, HttpResponseMessage response)
    {
        if (!described.TryGetProperty("headers", out var headers))
        {
            yield break;
        }

        foreach (var header in headers.EnumerateObject())
        {
            var rule = _schemas.Resolve(header.Value);
            var isSent = response.Headers.TryGetValues(header.Name, out var values)
                || response.Content.Headers.TryGetValues(header.Name, out values);
            if (!isSent && rule.TryGetProperty("required", out var required) && required.GetBoolean())
            {
                yield return $"{header.Name} is missing";
            }

            var text = JsonSerializer.SerializeToElement(string.Join(", ", values ?? []));
            foreach (var wrong in isSent ? _schemas.Check(rule.GetProperty("schema"), text, header.Name) : [])
            {
                yield return wrong;
            }
        }
    }

    private IEnumerable<string> Content(JsonElement described, HttpResponseMessage response, byte[] body)
    {
        if (!described.TryGetProperty("content", out var content))
        {
            return body.Length == 0 ? [] : ["it has a body"];
        }

        var type = response.Content.Headers.ContentType?.MediaType ?? "none";
        if (!content.TryGetProperty(type, out var media))
        {
            return [$"its type {type} is not documented"];
        }

        var schema = media.GetProperty("schema");
        return type is "text/plain" or "text/event-stream"
            ? [] : _schemas.Check(schema, JsonDocument.Parse(body).RootElement);
    }
}
