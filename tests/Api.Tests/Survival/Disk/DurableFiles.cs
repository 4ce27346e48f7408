namespace TaskActors.Tests.Survival.Disk;

/// <summary>
/// The files of a database and, beside each, what of it was flushed. A folder's entries are taken for durable at once:
/// SQLite flushes the folder when it makes a file.
/// </summary>
internal sealed class DurableFiles(string database, string folder)
{
    // Disks write whole sectors, each or not, in any order.
    private const int Sector = 512;

    private static readonly string[] Kept = ["", "-wal", "-journal"];

    public string Database => database;

    public string Folder => folder;

    /// <summary>Leaves what was flushed, and of the rest what <paramref name="some"/> chooses.</summary>
    public void CutPower(Random? some)
    {
        // Memory that processes share; of it nothing is left.
        File.Delete(database + "-shm");
        foreach (var suffix in Kept)
        {
            var durable = Path.Combine(folder, Path.GetFileName(database) + suffix);
            var file = database + suffix;
            File.Delete(durable + ".lost");
            if (!File.Exists(durable))
            {
                // Never flushed: it may as well never have been made.
                File.Delete(file);
            }
            else if (some is null || !File.Exists(file))
            {
                File.Copy(durable, file, overwrite: true);
            }
            else
            {
                File.WriteAllBytes(file, Mix(File.ReadAllBytes(durable), File.ReadAllBytes(file), some));
            }

            if (File.Exists(file))
            {
                // What is left is what the disk has, whatever happens next.
                File.Copy(file, durable, overwrite: true);
            }
        }
    }

    private static byte[] Mix(byte[] durable, byte[] written, Random some)
    {
        var mixed = new byte[some.Next(2) == 0 ? durable.Length : written.Length];
        // Mostly written, mostly not, or evenly: each tears at other places.
        var share = some.NextDouble();
        for (var at = 0; at < mixed.Length; at += Sector)
        {
            var source = some.NextDouble() < share ? written : durable;
            var length = Math.Min(Math.Min(Sector, mixed.Length - at), Math.Max(0, source.Length - at));
            source.AsSpan(Math.Min(at, source.Length), length).CopyTo(mixed.AsSpan(at));
        }

        return mixed;
    }
}
