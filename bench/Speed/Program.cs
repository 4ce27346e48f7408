using TaskActors.Bench.Speed;

SpeedOptions options;
try
{
    options = SpeedOptions.Read(args);
}
catch (FormatException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

try
{
    return await (options.IsBeside ? BesideRun.DoAsync(options) : WholeRun.DoAsync(options));
}
catch (Exception error)
{
    // Caught, so that whoever was started has been ended before this process is.
    Console.Error.WriteLine(error);
    return 1;
}
