namespace TaskActors.Storage;

/// <summary>The SQL that the program brings along.</summary>
internal static class EmbeddedScript
{
    /// <param name="name">The file's name, such as <c>Schema.Sqlite.sql</c>.</param>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedScript).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var script = new StreamReader(stream);
        return script.ReadToEnd();
    }
}
