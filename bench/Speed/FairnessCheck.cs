using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TaskActors.Bench.Speed.Candidates;

namespace TaskActors.Bench.Speed;

/// <summary>
/// Before anything is measured: everybody does the same work. Each answers the routes with the right status and a list
/// of the right length and shape, keeps what it was told, and refuses a token that is forged.
/// </summary>
internal sealed class FairnessCheck(Crowd crowd)
{
    public const string Body =
        """{"title":"Buy milk and bread","description":"Two litres, from the shop at the corner"}""";

    private static readonly string[] Members =
    [
        "id", "user_id", "title", "description", "completed", "completed_at", "priority", "due_date", "tags", "order",
        "created_at", "updated_at", "rev", "url",
    ];

    private string Tasks => $"/api/{Crowd.NameOf(crowd.CheckedUser)}/tasks";

    /// <exception cref="InvalidOperationException">One of them does not do its work.</exception>
    public async Task RunAsync(Candidate candidate)
    {
        var id = (crowd.CheckedUser * candidate.IdStride) + 1;
        await ExpectListAsync(candidate, Crowd.TasksCount);
        using (var one = Json(await AskAsync(candidate, HttpMethod.Get, $"{Tasks}/{id}", HttpStatusCode.OK)))
        {
            ExpectTask(candidate, one.RootElement);
        }

        using (var made = Json(await AskAsync(candidate, HttpMethod.Post, Tasks, HttpStatusCode.Created)))
        {
            ExpectTask(candidate, made.RootElement);
        }

        using var done = Json(
            await AskAsync(candidate, HttpMethod.Patch, $"{Tasks}/{id}/complete", HttpStatusCode.OK));
        Expect(candidate, done.RootElement.GetProperty("completed").GetBoolean(), "toggling completes a task");
        if (candidate.IsReal)
        {
            await ExpectListAsync(candidate, Crowd.TasksCount + 1);
            using var undone = Json(
                await AskAsync(candidate, HttpMethod.Patch, $"{Tasks}/{id}/complete", HttpStatusCode.OK));
            Expect(
                candidate, !undone.RootElement.GetProperty("completed").GetBoolean(), "toggling twice changes nothing");
            await ExpectGateAsync(candidate);
        }
    }

    /// <summary>Keeps what ours answers, headers included, for bare Kestrel to repeat.</summary>
    public async Task CaptureAsync(Candidate ours, string folder)
    {
        // Of somebody whose list the check has not grown; who writes must be another, or it would be.
        await CaptureAsync(ours, 0, HttpMethod.Get, "", Path.Combine(folder, "list"));
        await CaptureAsync(ours, 0, HttpMethod.Get, "/1", Path.Combine(folder, "get"));
        await CaptureAsync(ours, crowd.CheckedUser, HttpMethod.Post, "", Path.Combine(folder, "create"));
        await CaptureAsync(ours, crowd.CheckedUser, HttpMethod.Patch, "/2/complete", Path.Combine(folder, "toggle"));
    }

    private async Task CaptureAsync(Candidate ours, int user, HttpMethod method, string path, string file)
    {
        using var client = new HttpClient();
        using var request = NewRequest(ours, method, $"/api/{Crowd.NameOf(user)}/tasks{path}", crowd.TokenOf(user));
        using var answer = await client.SendAsync(request);
        // What a server writes for itself, bare Kestrel writes too.
        var headers = answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key is not ("Date" or "Content-Length"))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        await File.WriteAllLinesAsync(file + ".head", [$"{(int)answer.StatusCode}", .. headers]);
        await File.WriteAllBytesAsync(file + ".body", await answer.Content.ReadAsByteArrayAsync());
    }

    private async Task ExpectGateAsync(Candidate candidate)
    {
        var token = crowd.TokenOf(crowd.CheckedUser);
        // One bit of the signature, in the middle, where no padding hides it.
        var at = token.LastIndexOf('.') + 20;
        var forged = $"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}";
        await AskAsync(candidate, HttpMethod.Get, Tasks, HttpStatusCode.Unauthorized, forged);
        await AskAsync(candidate, HttpMethod.Post, Tasks, HttpStatusCode.Unauthorized, forged);
        await AskAsync(candidate, HttpMethod.Get, Tasks, HttpStatusCode.Forbidden, crowd.TokenOf(0));
    }

    private async Task ExpectListAsync(Candidate candidate, int length)
    {
        using var list = Json(await AskAsync(candidate, HttpMethod.Get, Tasks, HttpStatusCode.OK));
        Expect(candidate, list.RootElement.GetArrayLength() == length,
            $"a list has {length} tasks, not {list.RootElement.GetArrayLength()}");
        ExpectTask(candidate, list.RootElement[0]);
    }

    private static void ExpectTask(Candidate candidate, JsonElement task) => Expect(
        candidate, task.EnumerateObject().Select(member => member.Name).SequenceEqual(Members, StringComparer.Ordinal),
        $"a task has the members of ours, not {task}");

    private static void Expect(Candidate candidate, bool isTrue, string rule)
    {
        if (!isTrue)
        {
            throw new InvalidOperationException($"{candidate.Title} breaks the rule that {rule}.");
        }
    }

    private async Task<byte[]> AskAsync(
        Candidate candidate, HttpMethod method, string path, HttpStatusCode expected, string? token = null)
    {
        using var client = new HttpClient();
        using var request = NewRequest(candidate, method, path, token ?? crowd.TokenOf(crowd.CheckedUser));
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        Expect(candidate, answer.StatusCode == expected,
            $"{method} is answered {(int)expected}, not {(int)answer.StatusCode}: {Encoding.UTF8.GetString(body)}");
        return body;
    }

    private static HttpRequestMessage NewRequest(Candidate candidate, HttpMethod method, string path, string token)
    {
        var request = new HttpRequestMessage(method, new Uri(candidate.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = method == HttpMethod.Post
            ? new StringContent(Body, Encoding.UTF8, "application/json")
            : null;
        return request;
    }

    private static JsonDocument Json(byte[] body) => JsonDocument.Parse(body);
}
