using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace TaskActors.Tests.Serving;

/// <summary>Short words for what contract tests say all the time.</summary>
internal static class HttpTalk
{
    public static StringContent Json(string json, string type = "application/json") =>
        new(json, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));

    public static Task<HttpResponseMessage> SendAsync(
        this HttpClient client,
        string method,
        string path,
        string? json = null,
        params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = json is null ? null : Json(json);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return client.SendAsync(request);
    }

    /// <summary>Adds a task, and returns it.</summary>
    public static async Task<JsonElement> AddAsync(this HttpClient client, string json)
    {
        var response = await client.SendAsync("POST", "/api/tasks", json);
        return await response.BodyAsync(HttpStatusCode.Created);
    }

    /// <summary>The JSON body of an answer that must have this status.</summary>
    public static async Task<JsonElement> BodyAsync(
        this HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"Expected {expected}, got {response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The stable code of a problem that must have this status.</summary>
    public static async Task<string> CodeAsync(this HttpResponseMessage response, HttpStatusCode expected) =>
        (await response.BodyAsync(expected)).GetProperty("code").GetString()!;

    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path)
    {
        var response = await client.SendAsync("GET", path);
        return await response.BodyAsync();
    }

    public static async Task<string[]> TitlesAsync(this HttpClient client, string path) =>
        Titles(await client.GetJsonAsync(path));

    public static string[] Titles(JsonElement list) => [.. list.EnumerateArray().Select(task => task.Text("title")!)];

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static long Number(this JsonElement element, string name) => element.GetProperty(name).GetInt64();

    public static string Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : "";
}
