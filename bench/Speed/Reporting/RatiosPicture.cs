using System.Globalization;
using System.Text;
using TaskActors.Bench.Speed.Candidates;
using TaskActors.Bench.Speed.Measuring;

namespace TaskActors.Bench.Speed.Reporting;

/// <summary>Requests a second as bars, bare Kestrel being 1: a picture for the README, in SVG.</summary>
internal static class RatiosPicture
{
    private const int Width = 860;
    private const int Left = 310;
    private const int BarsWidth = 440;
    private const int BarHeight = 16;
    private const int GroupGap = 34;
    private const int Top = 60;

    public static string Draw(Results results, IReadOnlyList<Candidate> candidates)
    {
        if (candidates.FirstOrDefault(candidate => !candidate.IsReal) is not { } bare)
        {
            return "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n";
        }

        var shown = candidates.Where(candidate => candidate.IsReal).ToList();
        var ratios = Work.All.ToDictionary(work => work, work => shown.ConvertAll(candidate =>
            results.Ratio(candidate, bare, work, slice => slice.RequestsPerSecond).Median));
        var scale = BarsWidth / Math.Max(1, ratios.Values.SelectMany(values => values).Max());
        var height = Top + (Work.All.Count * ((shown.Count * BarHeight) + GroupGap)) + 10;
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" role=\"img\">");
        Add(svg, $"<title>Requests a second, as a share of bare Kestrel's</title>");
        // Its own ground, so that it can be read on a dark page too.
        Add(svg, $"<rect width=\"{Width}\" height=\"{height}\" rx=\"8\" fill=\"#ffffff\"/>");
        Add(svg, $"<g font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#333333\">");
        Add(svg, $"<text x=\"20\" y=\"30\" font-size=\"16\">Requests a second, bare Kestrel = 1</text>");
        var line = Left + scale;
        Add(svg, $"<path d=\"M{line:0.#} {Top - 12}V{height - 10}\" stroke=\"#999999\" stroke-dasharray=\"3 3\"/>");
        var y = Top;
        foreach (var work in Work.All)
        {
            Add(svg, $"<text x=\"20\" y=\"{y + 4}\" font-weight=\"bold\">{work.Name}</text>");
            y += 10;
            foreach (var (candidate, ratio) in shown.Zip(ratios[work]))
            {
                AddBar(svg, candidate, ratio, scale, y);
                y += BarHeight;
            }

            y += GroupGap - 10;
        }

        Add(svg, $"</g></svg>");
        return svg.ToString();
    }

    private static void AddBar(StringBuilder svg, Candidate candidate, double ratio, double scale, int y)
    {
        var colour = candidate.IsOurs ? "#2f6fdf" : "#b9bec7";
        var text = y + BarHeight - 5;
        Add(svg, $"<text x=\"{Left - 8}\" y=\"{text}\" text-anchor=\"end\">{candidate.Title}</text>");
        var size = FormattableString.Invariant($"width=\"{ratio * scale:0.#}\" height=\"{BarHeight - 4}\"");
        Add(svg, $"<rect x=\"{Left}\" y=\"{y + 2}\" {size} fill=\"{colour}\"/>");
        Add(svg, $"<text x=\"{Left + (ratio * scale) + 6:0.#}\" y=\"{text}\">{ratio:0.00}</text>");
    }

    private static void Add(StringBuilder svg, FormattableString line) =>
        svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
