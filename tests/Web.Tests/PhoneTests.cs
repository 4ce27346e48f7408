using System.Text.Json;
using Microsoft.Playwright;
using TaskActors.Testing.Processes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TaskActors.Tests.Web;

/// <summary>The page on a phone, by fingers.</summary>
[Collection(WebTests.Name), LongSuite]
public sealed class PhoneTests(WebTests web)
{
    // In pixels; less is hard to hit (WCAG 2.2, 2.5.8).
    private const float TargetMin = 24;

    private static BrowserNewContextOptions Phone => new()
    {
        ViewportSize = new() { Width = 375, Height = 667 }, HasTouch = true, IsMobile = true,
    };

    [SkippableFact]
    public async Task Every_action_by_touch()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync(Phone);
        foreach (var title in new[] { "C", "B", "A" })
        {
            await page.Add.TapAsync();
            await page.Add.FillAsync(title);
            await page.Button("Add").TapAsync();
        }

        await page.ShowsAsync("A", "B", "C");
        await page.Page.GetByLabel("B", new() { Exact = true }).TapAsync();
        await page.Button("A").TapAsync();
        await page.Page.GetByLabel("Title").FillAsync("A changed");
        await page.Page.GetByLabel("Search").TapAsync();
        await page.ShowsAsync("A changed", "B", "C");
        await page.Button("Details of C").TapAsync();
        await page.Page.Locator(".details").GetByLabel("Priority").SelectOptionAsync("high");
        await Expect(page.Row("C").Locator(".fact")).ToHaveTextAsync(["high"]);
        await page.Button("Delete C").TapAsync();
        await page.ShowsAsync("A changed", "B");
        await page.Button("Undo").TapAsync();
        await page.ShowsAsync("A changed", "B", "C");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Pending" }).TapAsync();
        await page.ShowsAsync("A changed", "C");
        await page.StoredAsync();

        var stored = await person.StoredAsync();
        Assert.Equal(
            ["A changed", "B", "C"], stored.Select(task => task.GetProperty("title").GetString()!),
            StringComparer.Ordinal);
        Assert.True(stored[1].GetProperty("completed").GetBoolean());
        Assert.Equal("high", stored[2].GetProperty("priority").GetString());
        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task Dragging_by_a_finger()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync(Phone);
        await page.AddAsync("D", "C", "B", "A");
        await page.StoredAsync();

        var from = (await page.Button("Move A").BoundingBoxAsync())!;
        var to = (await page.Row("C").BoundingBoxAsync())!;
        var touches = await page.Page.Context.NewCDPSessionAsync(page.Page);
        var (x, top, bottom) = (from.X + (from.Width / 2), from.Y + (from.Height / 2), to.Y + (to.Height * 0.8f));
        await TouchAsync(touches, "touchStart", (x, top));
        for (var step = 1; step <= 5; step++)
        {
            await TouchAsync(touches, "touchMove", (x, top + ((bottom - top) * step / 5)));
        }

        await TouchAsync(touches, "touchEnd");

        await page.ShowsAsync("B", "C", "A", "D");
        await page.StoredAsync();
        Assert.Equal(["B", "C", "A", "D"], await person.StoredTitlesAsync());
        page.AssertQuiet();
    }

    [SkippableFact]
    public async Task Whatever_is_tapped_is_large_enough()
    {
        await using var person = await web.SignUpAsync();
        var page = await person.OpenAsync(Phone);
        await page.AddAsync("Buy milk");
        await page.Button("Details of Buy milk").TapAsync();
        await page.Page.GetByLabel("Tags, with commas").FillAsync("shop");
        await page.PressAsync("Enter");
        await Expect(page.Button("Show only #shop")).ToBeVisibleAsync();

        var small = await page.Page.EvaluateAsync<string[]>(
            """
            (min) => [...document.querySelectorAll("button, select, label:has(> input), input:not(label > input)")]
              .map((target) => [target, target.getBoundingClientRect()])
              .filter(([, { width, height }]) => Math.min(width, height) < min)
              .map(([target, { width, height }]) => `${target.outerHTML.slice(0, 80)} ${width} × ${height}`)
            """,
            TargetMin);

        Assert.Empty(small);
    }

    private static Task<JsonElement?> TouchAsync(
        ICDPSession touches, string type, params (float X, float Y)[] points) =>
        touches.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["type"] = type,
            ["touchPoints"] = points
                .Select(point => new Dictionary<string, float>(StringComparer.Ordinal)
                {
                    ["x"] = point.X,
                    ["y"] = point.Y,
                })
                .ToArray(),
        });
}
