using System.CommandLine;
using System.Globalization;
using TaskActors.Api.Settings;

namespace TaskActors.Api.CommandLine;

/// <summary>Asks a server on this machine whether it lives: for supervisors in images that have no curl.</summary>
internal static class HealthCommand
{
    public const string Name = "health";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Command Create()
    {
        var command = new Command(
            Name,
            "Asks the server on this machine, at the port of the settings, whether it lives. Exit code 0: it does; 1: "
            + "it does not answer.");
        command.SetAction((parsed, cancellation) => StartFailure.ReportAsync(
            parsed.InvocationConfiguration.Error, () => AskAsync(cancellation)));
        return command;
    }

    private static async Task AskAsync(CancellationToken cancellation)
    {
        var values = SettingsCatalogue.Read();
        var port = values.Get<ListenOptions>().Port ?? ListenOptions.PortByDefault;
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/livez");
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(address, cancellation);
            answer.EnsureSuccessStatusCode();
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            throw new SetupException($"The server does not answer at {address}: {error.Message}", error);
        }
    }
}
