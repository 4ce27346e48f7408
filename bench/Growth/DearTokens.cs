using System.Net.Http.Headers;
using System.Text;
using TaskActors.Bench.Tokens;
using TaskActors.Testing.Processes;
using TaskActors.Testing.Tokens;

namespace TaskActors.Bench.Growth;

/// <summary>Tokens under a published EdDSA key beside those under the secret: first requests, and the rest.</summary>
internal sealed class DearTokens(GrowthOptions options, Page page)
{
    private const int RestCount = 10;
    private const double RestRatioMax = 1.1;

    public async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        var signer = Signer.Edwards();
        using var keys = new KeyServer(signer.Jwk!);
        await using var server = await ApiProcess.StartAsync(Servers.SetupIn(
            folder, "BETTER_AUTH_URL=http://localhost:3000", $"TASKACTORS_JWKS_URL={keys.Address}"));
        using var client = server.NewClient();
        var edwards = new Measured("EdDSA", user => Sign(signer, user));
        var hmac = new Measured("HS256", server.TokenOf);
        // Unmeasured at first: the server's code is compiled as it runs.
        for (var number = -options.Tokens / 2; number < options.Tokens; number++)
        {
            await edwards.RunAsync(client, number);
            await hmac.RunAsync(client, number);
        }

        page.Title("Tokens");
        page.Line($"{options.Tokens} tokens of each, a request and then {RestCount} more with each; medians, ms.");
        page.Table("", "first request", "the rest");
        foreach (var measured in new[] { hmac, edwards })
        {
            page.Row(measured.Name, $"{measured.First.Median:0.000}", $"{measured.Rest.Median:0.000}");
        }

        page.Wanted("the rest, EdDSA against HS256", edwards.Rest.Median / hmac.Rest.Median, RestRatioMax);
    }

    private static string Sign(Signer signer, string user)
    {
        var signed = $"{TokenMint.Part("""{"alg":"EdDSA","kid":"1"}""")}."
            + TokenMint.Part($"{TokenPayload.Of(user, TimeProvider.System)}");
        return $"{signed}.{TokenMint.Part(signer.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private sealed class Measured(string name, Func<string, string> sign)
    {
        public string Name => name;

        public Times First { get; } = new();

        public Times Rest { get; } = new();

        public async Task RunAsync(HttpClient client, int number)
        {
            var token = sign($"{name} {number}");
            // Has no list yet: what is measured is the token.
            await AskAsync(client, token, number < 0 ? new Times() : First);
            for (var repeat = 0; repeat < RestCount; repeat++)
            {
                await AskAsync(client, token, number < 0 ? new Times() : Rest);
            }
        }

        private static async Task AskAsync(HttpClient client, string token, Times times)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/tasks");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await times.MeasureAsync(() => client.SendAsync(request));
            answer.EnsureSuccessStatusCode();
        }
    }
}
