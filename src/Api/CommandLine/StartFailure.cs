using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace TaskActors.Api.CommandLine;

/// <summary>Turns every failure of a start that was to be expected into one sentence and an exit code.</summary>
internal static class StartFailure
{
    private const int ExitCode = 1;

    /// <summary>Runs something; what is not expected goes through, with its stack trace: it is a bug.</summary>
    public static Task<int> ReportAsync(TextWriter errors, Func<Task> run)
    {
        return ReportAsync(errors, RunAsync);

        async Task<int> RunAsync()
        {
            await run();
            return 0;
        }
    }

    /// <summary>Runs something that has an exit code of its own.</summary>
    public static async Task<int> ReportAsync(TextWriter errors, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception error) when (Sentence(error) is { } sentence)
        {
            await errors.WriteLineAsync(sentence);
            return ExitCode;
        }
    }

    /// <summary>What to tell whoever started the program; null for what nobody foresaw.</summary>
    public static string? Sentence(Exception error) => error switch
    {
        SetupException => error.Message,
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
        AggregateException { InnerExceptions: [var only] } => Sentence(only),
        IOException when CauseOf(error) is { } cause => cause,
        AddressInUseException =>
            "A port of this node's silo is in use. Set TASKACTORS_SILO_PORT to a free one, or stop what uses this one.",
        SocketException =>
            $"The address cannot be listened on: {error.Message}. Set PORT or TASKACTORS_BIND to another.",
        _ => null,
    };

    /// <summary>Kestrel wraps what went wrong with an address into exceptions of exceptions.</summary>
    private static string? CauseOf(Exception error)
    {
        for (var inner = error.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is AddressInUseException or SocketException)
            {
                return $"{error.Message.TrimEnd('.')}. Set PORT to a free port, or stop what uses this one.";
            }
        }

        return null;
    }
}
