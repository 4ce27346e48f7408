namespace TaskActors.Api.CommandLine;

/// <summary>
/// Keeps some loggers quiet until the server listens: a failed start is one sentence, which they would bury under stack
/// traces and steps that came to nothing.
/// </summary>
internal sealed class StartGate
{
    private static readonly string[] Categories =
        ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    private volatile bool _isOpen;

    public void Open() => _isOpen = true;

    public void Guard(ILoggingBuilder logging)
    {
        foreach (var category in Categories)
        {
            logging.AddFilter(category, level => _isOpen && level >= LogLevel.Information);
        }
    }
}
