using System.Text;
using TaskActors.Testing.Processes;

namespace TaskActors.Bench.Growth;

/// <summary>What the length of a list costs: toggles, and reads of the whole list.</summary>
internal sealed class ListGrowth(GrowthOptions options, Page page)
{
    private const int Small = 10;
    private const double RatioMax = 1.5;

    public async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ApiProcess.StartAsync(Servers.SetupIn(folder));
        page.Title("Lists");
        page.Line($"Medians of {options.Repeats}, one request after the other, in turn between the lists.");
        page.Table(
            "tasks", "bytes", "toggle, ms", "toggle after a list, ms", $"toggle of {Small} after that list, ms",
            "list, ms", "list after a toggle, ms");
        var lists = new List<OneList>();
        for (var length = Small; length <= options.Large; length *= 10)
        {
            lists.Add(await OneList.MakeAsync(server, length));
        }

        // Unmeasured at first: the server's code is compiled as it runs.
        for (var repeat = -(options.Repeats / 4); repeat < options.Repeats; repeat++)
        {
            foreach (var list in lists)
            {
                await list.RunAsync(repeat, isMeasured: repeat >= 0, lists[0]);
            }
        }

        Report(lists);
    }

    private void Report(List<OneList> lists)
    {
        foreach (var list in lists)
        {
            page.Row(
                $"{list.Length:N0}", $"{list.Bytes:N0}", $"{list.Toggles.Median:0.000}",
                $"{list.TogglesAfterList.Median:0.000}", $"{list.OthersAfterList.Median:0.000}",
                $"{list.Lists.Median:0.000}", $"{list.ListsAfterToggle.Median:0.000}");
            list.Dispose();
        }

        page.Wanted(
            $"toggle at {lists[^1].Length:N0} against {Small}", lists[^1].Toggles.Median / lists[0].Toggles.Median,
            RatioMax);
        page.Wanted(
            "the same after a list",
            lists[^1].TogglesAfterList.Median / lists[0].TogglesAfterList.Median, RatioMax);
        // Right after megabytes were sent, a write takes longer in whichever list.
        page.Wanted(
            $"the same, both after the list of {lists[^1].Length:N0}",
            lists[^1].TogglesAfterList.Median / lists[^1].OthersAfterList.Median, RatioMax);
    }

    private sealed class OneList(HttpClient client, int length) : IDisposable
    {
        private readonly byte[] _bytes = new byte[64 * 1_024];

        public int Length => length;

        public int Bytes { get; private set; }

        public Times Toggles { get; } = new();

        public Times TogglesAfterList { get; } = new();

        /// <summary>Of the small list, right after this one was read.</summary>
        public Times OthersAfterList { get; } = new();

        public Times Lists { get; } = new();

        public Times ListsAfterToggle { get; } = new();

        public static async Task<OneList> MakeAsync(ApiProcess server, int length)
        {
            var client = server.ClientOf($"user with {length}");
            var tasks = Enumerable.Range(1, length).Select(number =>
                $$"""{"title":"Buy milk and bread, {{number}}","description":"From the shop at the corner"}""");
            using var body = new StringContent($"[{string.Join(',', tasks)}]", Encoding.UTF8, "application/json");
            (await client.PostAsync("/api/tasks/import", body)).EnsureSuccessStatusCode().Dispose();
            return new OneList(client, length);
        }

        public async Task RunAsync(int repeat, bool isMeasured, OneList small)
        {
            // Through the whole list, so that it is not always the same block.
            var id = (Math.Abs(repeat) * 97 % length) + 1;
            await ToggleAsync(isMeasured ? Toggles : new Times(), id);
            await ListAsync(isMeasured ? ListsAfterToggle : new Times());
            await ToggleAsync(isMeasured ? TogglesAfterList : new Times(), id);
            // Renders what the toggle made anew; the next one has nothing left to render.
            await ListAsync(new Times());
            await ListAsync(isMeasured ? Lists : new Times());
            await small.ToggleAsync(isMeasured ? OthersAfterList : new Times(), 1);
        }

        public void Dispose() => client.Dispose();

        private async Task ToggleAsync(Times times, int id)
        {
            using var answer = await times.MeasureAsync(() => client.PatchAsync($"/api/tasks/{id}/complete", null));
            answer.EnsureSuccessStatusCode();
        }

        private async Task ListAsync(Times times) => Bytes = await times.MeasureAsync(ReadAsync);

        /// <summary>
        /// Into the same memory again and again: an array for each list would make the collector of this process run in
        /// what is measured next.
        /// </summary>
        private async Task<int> ReadAsync()
        {
            using var answer = await client.GetAsync("/api/tasks", HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            await using var body = await answer.Content.ReadAsStreamAsync();
            var count = 0;
            for (var read = -1; read != 0; count += read)
            {
                read = await body.ReadAsync(_bytes);
            }

            return count;
        }
    }
}
