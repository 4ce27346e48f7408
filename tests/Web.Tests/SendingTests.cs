using System.Collections.Concurrent;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Web;

/// <summary>A change is seen at once, and done once.</summary>
[Collection(WebTests.Name), LongSuite]
public sealed class SendingTests(WebTests web)
{
    [SkippableFact]
    public async Task A_change_is_shown_before_it_is_answered_and_done_once_though_it_is_sent_twice()
    {
        await using var person = await web.SignUpAsync();
        var context = await person.NewBrowserAsync();
        var page = await TaskPage.OpenAsync(context, web.App().Origin);
        var keys = new ConcurrentQueue<string?>();
        var isSeen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await context.RouteAsync("**/api/tasks", async route =>
        {
            keys.Enqueue(await route.Request.HeaderValueAsync("Idempotency-Key"));
            if (keys.Count > 1)
            {
                await route.ContinueAsync();
                return;
            }

            await isSeen.Task;
            // The API does it, and its answer is lost.
            await route.FetchAsync();
            await route.AbortAsync();
        });

        await page.AddAsync("Buy milk");
        await page.ShowsAsync("Buy milk");
        Assert.Empty(await person.StoredTitlesAsync());
        isSeen.SetResult();
        await page.StoredAsync();

        await page.ShowsAsync("Buy milk");
        Assert.Equal(["Buy milk"], await person.StoredTitlesAsync());
        Assert.Equal(2, keys.Count);
        Assert.NotNull(Assert.Single(keys.Distinct(StringComparer.Ordinal)));
        page.AssertQuietButForRequests();
    }
}
