using TaskActors;
using TaskActors.Bench.Cluster;

if (args is not ([] or ["--short"]))
{
    Console.Error.WriteLine("""
        Reads and writes a second of one, two and three silos, co-hosted and split, on both stores, beside one
        process that is no cluster. Wants wrk and PostgreSQL; some seven minutes on a machine that does nothing else.

          dotnet run -c Release --project bench/Cluster [-- --short]

        Writes bench/cluster-results.md; with --short, one brief round of each to artifacts/bench.
        """);
    return 2;
}

if (Environment.GetEnvironmentVariable("TMPDIR") is null && Directory.Exists("/var/tmp"))
{
    // Files lie where a flush is one: /tmp may be memory.
    Environment.SetEnvironmentVariable("TMPDIR", "/var/tmp");
}

try
{
    return await WholeRun.DoAsync(args is ["--short"] ? Lengths.Short : Lengths.Full);
}
catch (Exception error)
{
    // Caught, so that whoever was started has been ended before this process is.
    Console.Error.WriteLine(error);
    return 1;
}
