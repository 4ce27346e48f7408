using System.Net.Http.Headers;
using TaskActors.Bench.Speed.Candidates;

namespace TaskActors.Bench.Speed.Measuring;

/// <summary>
/// Reads each list of a group once, unmeasured. Where users are new in every round, their first reads would be a good
/// part of two seconds; what those cost is measured by itself, in bench/Growth.
/// </summary>
internal sealed class FirstReads(Crowd crowd)
{
    private const int ConnectionsCount = 16;

    /// <exception cref="HttpRequestException">An answer was an error.</exception>
    public async Task RunAsync(Candidate candidate, int first)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = ConnectionsCount });
        client.BaseAddress = candidate.Address;
        var options = new ParallelOptions { MaxDegreeOfParallelism = ConnectionsCount };
        await Parallel.ForEachAsync(Enumerable.Range(first, Crowd.GroupCount), options, async (user, cancellation) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/{Crowd.NameOf(user)}/tasks");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", crowd.TokenOf(user));
            using var answer = await client.SendAsync(request, cancellation);
            answer.EnsureSuccessStatusCode();
            await answer.Content.CopyToAsync(Stream.Null, cancellation);
        });
    }
}
