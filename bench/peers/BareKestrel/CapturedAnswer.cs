using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace TaskActors.Bench.Bare;

/// <summary>An answer as ours gave it once: a line with the status, the headers, an empty line, the body.</summary>
internal sealed class CapturedAnswer
{
    private readonly int _status;
    private readonly KeyValuePair<string, StringValues>[] _headers;
    private readonly byte[] _body;

    private CapturedAnswer(int status, KeyValuePair<string, StringValues>[] headers, byte[] body)
    {
        _status = status;
        _headers = headers;
        _body = body;
    }

    public static CapturedAnswer Read(string path)
    {
        var lines = File.ReadAllLines(path + ".head");
        return new CapturedAnswer(
            int.Parse(lines[0], CultureInfo.InvariantCulture),
            [.. lines[1..].Select(line => line.Split(": ", 2)).Select(pair => KeyValuePair.Create(
                pair[0], new StringValues(pair[1])))],
            File.ReadAllBytes(path + ".body"));
    }

    public Task SendAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = _status;
        foreach (var (name, value) in _headers)
        {
            response.Headers[name] = value;
        }

        response.ContentLength = _body.Length;
        return response.Body.WriteAsync(_body, 0, _body.Length);
    }
}
