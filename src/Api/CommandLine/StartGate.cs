namespace TaskActors.Api.CommandLine;

/// <summary>
/// Keeps some loggers quiet until the server listens: a failed start is one sentence, which they would bury under stack
/// traces and steps that came to nothing.
/// </summary>
internal sealed class StartGate
{
    private static readonly string[] Categories =
        ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    // What it waits for is worth knowing; that it opened what the start lines name is not.
    private const string Storage = "TaskActors.Storage";

    private volatile bool _isOpen;

    public void Open() => _isOpen = true;

    public void Guard(ILoggingBuilder logging)
    {
        foreach (var category in Categories)
        {
            logging.AddFilter(category, level => _isOpen && level >= LogLevel.Information);
        }

        logging.AddFilter(Storage, level => level >= (_isOpen ? LogLevel.Information : LogLevel.Warning));
    }
}
