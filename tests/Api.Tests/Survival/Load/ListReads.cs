using System.Globalization;
using System.Net;
using System.Text.Json;
using TaskActors.Tests.Survival.Checking;

namespace TaskActors.Tests.Survival.Load;

/// <summary>Reads a whole list with its revision.</summary>
internal static class ListReads
{
    /// <returns>Null if it cannot be had now.</returns>
    public static async Task<ListRead?> ReadListAsync(this LoadUser user, int number)
    {
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            using var response = await user.ClientOf(number).GetAsync("/api/tasks");
            var body = await response.Content.ReadAsStringAsync();
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                return null;
            }

            if (response.StatusCode != HttpStatusCode.OK)
            {
                user.Complain($"wrong answer: a list was answered with {(int)response.StatusCode} {body}");
                return null;
            }

            var tasks = JsonDocument.Parse(body).RootElement.EnumerateArray().Select(SeenTask.Of);
            var rev = long.Parse(response.Headers.ETag!.Tag.AsSpan(2..^1), CultureInfo.InvariantCulture);
            return new ListRead(start, TimeProvider.System.GetTimestamp(), rev, [.. tasks]);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }
}
