using System.Text.RegularExpressions;
using Xunit;

namespace TaskActors.Tests.Web;

/// <summary>What the pages say of themselves to browsers, and what never reaches one.</summary>
[Collection(WebTests.Name)]
public sealed partial class HeadersTests(WebTests web)
{
    [SkippableTheory]
    [InlineData("/sign-in")]
    [InlineData("/sign-up")]
    [InlineData("/")]
    [InlineData("/nowhere")]
    public async Task Each_answer_has_a_strict_policy_with_a_nonce_of_its_own(string path)
    {
        using var client = new HttpClient();

        var policies = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            using var answer = await client.GetAsync(new Uri(web.App().Origin + path));
            policies.Add(answer.Headers.GetValues("Content-Security-Policy").Single());
            var nonce = Nonce().Match(policies[^1]).Groups["nonce"].Value;
            var page = await answer.Content.ReadAsStringAsync();
            Assert.All(ScriptTags().Matches(page), script => Assert.Contains(
                $"nonce=\"{nonce}\"", script.Value, StringComparison.Ordinal));
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }

        Assert.NotEqual(policies[0], policies[1], StringComparer.Ordinal);
        Assert.Contains("default-src 'none'", policies[0], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policies[0], StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policies[0], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Neither_the_secret_nor_a_token_is_in_what_the_browser_keeps_or_is_given()
    {
        var person = await web.SignUpAsync();
        await using var context = await person.NewBrowserAsync();
        var given = new List<string>();
        context.Response += async (_, answer) =>
        {
            if (answer.Url.StartsWith(web.App().Origin, StringComparison.Ordinal)
                && !answer.Url.EndsWith("/api/auth/token", StringComparison.Ordinal))
            {
                given.Add(await answer.TextAsync());
            }
        };
        var page = await TaskPage.OpenAsync(context, web.App().Origin);
        await page.AddAsync("Buy milk");
        await page.StoredAsync();

        var kept = await page.Page.EvaluateAsync<string>(
            "() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])");

        Assert.Contains(given, text => text.Contains("Tasks", StringComparison.Ordinal));
        Assert.All(given.Append(kept), text =>
        {
            Assert.DoesNotContain(WebApp.Secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
        });
    }

    [GeneratedRegex("'nonce-(?<nonce>[^']+)'", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>", RegexOptions.None, 1_000)]
    private static partial Regex ScriptTags();
}
