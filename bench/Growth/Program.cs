using TaskActors.Bench.Growth;

GrowthOptions options;
try
{
    options = GrowthOptions.Read(args);
}
catch (FormatException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

if (options.IsHelp)
{
    Console.WriteLine(GrowthOptions.Help);
    return 0;
}

var page = new Page();
page.Heading("How cost grows");
page.Line($"Written by `bench/Growth`, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, "
    + $"on {Environment.ProcessorCount} cores.");
(string Name, Func<Task> RunAsync)[] parts =
[
    ("lists", new ListGrowth(options, page).RunAsync),
    ("users", new ManyUsers(options, page).RunAsync),
    ("streams", new ManyStreams(options, page).RunAsync),
    ("tokens", new DearTokens(options, page).RunAsync),
];
foreach (var part in parts.Where(part => options.Wants(part.Name)))
{
    await part.RunAsync();
}

if (options.Output is { } file)
{
    await File.WriteAllTextAsync(file, page.Text);
    Console.WriteLine($"written: {file}");
}

return 0;
