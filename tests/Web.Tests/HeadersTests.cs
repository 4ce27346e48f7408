using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Web;

/// <summary>What the pages say of themselves to browsers, and what never reaches one.</summary>
[Collection(WebTests.Name), LongSuite]
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
        await using var person = await web.SignUpAsync();
        var context = await person.NewBrowserAsync();
        var answers = new ConcurrentQueue<IResponse>();
        context.Response += (_, answer) => answers.Enqueue(answer);
        var page = await TaskPage.OpenAsync(context, web.App().Origin);
        await page.AddAsync("Buy milk");
        await page.StoredAsync();

        var kept = await page.Page.EvaluateAsync<string>(
            """
            async () => JSON.stringify([
              { ...localStorage }, { ...sessionStorage }, document.cookie,
              await indexedDB.databases(), await caches.keys(), await navigator.serviceWorker.getRegistrations(),
            ])
            """);
        var given = new List<string>();
        foreach (var answer in answers.Where(answer => answer.Ok && IsOfThePages(answer.Url)))
        {
            given.Add(await answer.TextAsync());
        }

        Assert.Contains(given, text => text.Contains("Tasks", StringComparison.Ordinal));
        Assert.All(given.Append(kept), text =>
        {
            Assert.DoesNotContain(WebApp.Secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
        });
    }

    [SkippableFact]
    public async Task The_browser_refuses_what_somebody_else_has_put_into_a_page()
    {
        await using var context = await Person.NewBrowserAsync(web.Browser());
        var address = $"{web.App().Origin}/sign-in";
        await context.RouteAsync(address, async route =>
        {
            var answer = await route.FetchAsync();
            var page = await answer.TextAsync();
            await route.FulfillAsync(
                new() { Response = answer, Body = page.Replace("</body>", Foreign, StringComparison.Ordinal) });
        });
        await context.AddInitScriptAsync(
            """
            window.refused = [];
            addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
            """);
        var page = await context.NewPageAsync();

        await page.GotoAsync(address);
        await page.WaitForFunctionAsync("() => refused.length >= 4");

        Assert.Equal(
            ["frame-src", "script-src-attr", "script-src-elem", "style-src-elem"],
            await page.EvaluateAsync<string[]>("() => refused.sort()"));
        Assert.Equal("1 undefined", await page.EvaluateAsync<string>(
            "() => `${getComputedStyle(document.body).opacity} ${window.hasRun}`"));
        Assert.Equal("connect-src", await page.EvaluateAsync<string>(
            """
            () => fetch("https://elsewhere.example/").catch(() => new Promise(setTimeout)).then(() => refused.at(-1))
            """));
    }

    private const string Foreign =
        """
        <script>window.hasRun = true</script><style>body { opacity: 0 }</style>
        <b onclick="window.hasRun = true"></b><iframe src="https://elsewhere.example/"></iframe></body>
        """;

    [SkippableFact]
    public async Task Nobody_can_frame_the_pages()
    {
        await using var context = await Person.NewBrowserAsync(web.Browser());
        var page = await context.NewPageAsync();
        var failed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        page.RequestFailed += (_, request) =>
        {
            if (request.Url.EndsWith("/sign-in", StringComparison.Ordinal))
            {
                failed.TrySetResult($"{request.Failure}");
            }
        };

        // A page of another origin on the same machine: from afar, the browser would let nobody frame what is here.
        await page.GotoAsync($"{web.App().Api.BaseAddress}livez");
        await page.EvaluateAsync(
            """(src) => document.body.append(Object.assign(document.createElement("iframe"), { src }))""",
            $"{web.App().Origin}/sign-in");
        var framed = await failed.Task.WaitAsync(TimeSpan.FromMilliseconds(Browser.Patience));

        Assert.Equal("net::ERR_BLOCKED_BY_RESPONSE", framed);
    }

    /// <summary>All but the one that is asked for a token.</summary>
    private bool IsOfThePages(string url) => url.StartsWith(web.App().Origin, StringComparison.Ordinal)
        && !url.EndsWith("/api/auth/token", StringComparison.Ordinal);

    [GeneratedRegex("'nonce-(?<nonce>[^']+)'", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>", RegexOptions.None, 1_000)]
    private static partial Regex ScriptTags();
}
