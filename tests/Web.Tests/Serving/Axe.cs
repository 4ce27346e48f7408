using Microsoft.Playwright;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Web;

/// <summary>Looks for what keeps somebody from using a page.</summary>
internal static class Axe
{
    public static async Task CheckAsync(IPage page)
    {
        // Evaluated, not added as a script, which the page's own policy would rightly refuse.
        var axe = Repository.PathOf("web/node_modules/axe-core/axe.min.js");
        await page.EvaluateAsync(await File.ReadAllTextAsync(axe));
        var violations = await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document)).violations.flatMap((violation) =>
              violation.nodes.map((node) => `${violation.id}: ${node.html} ${node.failureSummary}`))
            """);
        Assert.Empty(violations);
    }
}
