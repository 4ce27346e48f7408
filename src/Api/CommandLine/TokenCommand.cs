using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Options;
using TaskActors.Api.Auth;
using TaskActors.Api.Settings;

namespace TaskActors.Api.CommandLine;

/// <summary>Mints a token for a try-out, in Development only: elsewhere the frontend does.</summary>
internal static class TokenCommand
{
    public const string Name = "token";

    private const string ExpiresByDefault = "1h";

    private static readonly Argument<string> Subject = new("subject")
    {
        Description = "Whose token: the user id, which becomes its sub",
    };

    private static readonly Option<string> Email = new("--email") { Description = "The token's email" };

    private static readonly Option<string> DisplayName = new("--name") { Description = "The token's name" };

    private static readonly Option<string> Expires = new("--expires")
    {
        Description = "How long it holds: a number and s, m, h or d",
        DefaultValueFactory = static _ => ExpiresByDefault,
    };

    public static Command Create()
    {
        var command = new Command(Name, "Prints a token to try the API with (Development only).")
        {
            Subject, Email, DisplayName, Expires,
        };
        Expires.Validators.Add(CheckExpires);
        Subject.Validators.Add(CheckSubject);
        command.SetAction((parsed, _) => StartFailure.ReportAsync(
            parsed.InvocationConfiguration.Error, () => PrintAsync(parsed)));
        return command;
    }

    private static async Task PrintAsync(ParseResult parsed)
    {
        var values = SettingsCatalogue.Read();
        if (!values.IsDevelopment)
        {
            throw new SetupException(
                $"Tokens are minted in Development only (this is {values.EnvironmentName}): elsewhere the frontend "
                + "signs them. Set ASPNETCORE_ENVIRONMENT=Development to try the API.");
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.AddSettings(values);
        builder.AddTokens();
        await using var services = builder.Services.BuildServiceProvider();
        var options = services.GetRequiredService<IOptions<TokenOptions>>().Value;
        if (options.Secrets.IsEmpty)
        {
            throw new SetupException(
                $"There is no secret to sign with, only published keys: set {SettingsCatalogue.Secret.Name} beside "
                + $"{SettingsCatalogue.BetterAuthUrl.Name}, or leave both out.");
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var claims = new TokenClaims(
            parsed.GetRequiredValue(Subject),
            parsed.GetValue(Email),
            parsed.GetValue(DisplayName),
            now + Duration.Parse(parsed.GetValue(Expires) ?? ExpiresByDefault));
        await parsed.InvocationConfiguration.Output.WriteLineAsync(TokenSigner.Sign(options, claims, now));
    }

    private static void CheckSubject(ArgumentResult result)
    {
        if (!TokenClaims.IsSubject(result.GetValueOrDefault<string>() ?? ""))
        {
            result.AddError("The subject must have 1 to 255 characters, none of them a control character.");
        }
    }

    private static void CheckExpires(OptionResult result)
    {
        if (!Duration.TryParse(result.GetValueOrDefault<string>() ?? "", out _))
        {
            result.AddError("--expires must be a number and s, m, h or d, for example 15m, and at most 3650d.");
        }
    }
}
