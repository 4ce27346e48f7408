using System.Text;

namespace TaskActors.Bench.Growth;

/// <summary>What was found, as a page of Markdown that is also printed as it grows.</summary>
internal sealed class Page
{
    private readonly StringBuilder _text = new();
    private bool _isInItems;

    public string Text => _text.ToString();

    public void Heading(string title) => Add($"# {title}");

    public void Title(string title) => Add($"\n## {title}");

    public void Line(string line) => Add("\n" + line);

    public void Table(params string[] columns) =>
        Add($"\n| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => " ---: |"))}");

    public void Row(params string[] cells) => Add($"| {string.Join(" | ", cells)} |");

    /// <summary>A number, and how much of it was wanted at most.</summary>
    public void Wanted(string what, double value, double most) =>
        Item($"- {what}: **{value:0.00}** (wanted: at most {most:0.##})");

    public void Fact(string what, double value) => Item($"- {what}: {value:0.00}");

    private void Item(string item)
    {
        // A list of Markdown begins behind an empty line.
        Add(_isInItems ? item : "\n" + item);
        _isInItems = true;
    }

    private void Add(string text)
    {
        _isInItems = false;
        _text.Append(text).Append('\n');
        Console.WriteLine(text);
    }
}
