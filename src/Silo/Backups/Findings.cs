namespace TaskActors.Backups;

/// <summary>What a check finds wrong, one sentence each, told at once: a long check may be worth stopping.</summary>
internal sealed class Findings(TextWriter output)
{
    /// <summary>More are counted only: nobody reads a thousand sentences.</summary>
    public const int ToldMax = 100;

    public int Count { get; private set; }

    public void Add(string sentence)
    {
        Count++;
        if (Count <= ToldMax)
        {
            output.WriteLine($"wrong: {sentence}");
        }
    }

    public void AddUnless(bool holds, string sentence)
    {
        if (!holds)
        {
            Add(sentence);
        }
    }
}
