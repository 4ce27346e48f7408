using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace TaskActors.Storage;

/// <summary>
/// An address as FastAPI apps have it in <c>.env</c>: <c>postgresql://user:password@host/db?sslmode=require</c>, also
/// with SQLAlchemy's driver names. Its text is made for people and holds no secret.
/// </summary>
internal sealed partial class PostgresUrl
{
    private const int PortByDefault = 5432;

    private readonly NpgsqlConnectionStringBuilder _settings = new() { Pooling = false };

    private readonly List<string> _ignored = [];

    private PostgresUrl()
    {
    }

    public string ConnectionString => _settings.ConnectionString;

    /// <summary>The connection string with further settings of whoever connects.</summary>
    public string With(Action<NpgsqlConnectionStringBuilder> configure)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString);
        configure(settings);
        return settings.ConnectionString;
    }

    public ImmutableArray<string> Ignored => [.. _ignored];

    public static bool IsOne(string text) => Beginning().IsMatch(text);

    /// <exception cref="SetupException">It has no such form; the message repeats nothing of it.</exception>
    public static PostgresUrl Parse(string text)
    {
        var parts = Form().Match(text.Trim());
        var address = new PostgresUrl();
        try
        {
            if (parts.Success && address.TryTake(parts))
            {
                return address;
            }
        }
        catch (ArgumentException)
        {
            // Npgsql repeats the value that it refuses, which might be part of a secret.
        }

        throw new SetupException(
            "The address of PostgreSQL cannot be understood; it must look like "
            + "postgresql://user:password@host:5432/database?sslmode=require, with %-escapes in user and password.");
    }

    public override string ToString() => $"{_settings.Database} at {_settings.Host}:{_settings.Port}";

    private bool TryTake(Match parts)
    {
        var settings = _settings;
        settings.Host = Text(parts, "host") ?? "localhost";
        settings.Username = Text(parts, "user");
        settings.Password = Text(parts, "password");
        settings.Port = PortByDefault;
        if (Text(parts, "port") is { } port && !TryTakePort(port))
        {
            return false;
        }

        settings.Database = Text(parts, "database") ?? settings.Username;
        foreach (var pair in parts.Groups["query"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at
                ? (pair[..at], Uri.UnescapeDataString(pair[(at + 1)..].Replace('+', ' '))) : (pair, "");
            if (!TryTakeParameter(name, value))
            {
                return false;
            }
        }

        return settings.Host.Length > 0 && !string.IsNullOrEmpty(settings.Database);
    }

    private bool TryTakeParameter(string name, string value)
    {
        switch (name)
        {
            case "sslmode" or "ssl":
                return TryTakeSsl(value);
            case "host":
                _settings.Host = value;
                return true;
            case "port":
                return TryTakePort(value);
            case "user":
                _settings.Username = value;
                return true;
            case "password":
                _settings.Password = value;
                return true;
            case "options":
                _settings.Options = value;
                return true;
            case "sslrootcert":
                _settings.RootCertificate = value;
                return true;
            case "channel_binding":
                return Enum.TryParse<ChannelBinding>(value, ignoreCase: true, out var binding)
                    && (_settings.ChannelBinding = binding) == binding;
            default:
                _ignored.Add(name);
                return true;
        }
    }

    private bool TryTakePort(string text)
    {
        var isPort = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= 65_535;
        _settings.Port = isPort ? port : PortByDefault;
        return isPort;
    }

    private bool TryTakeSsl(string value)
    {
        SslMode? mode = value switch
        {
            "disable" or "false" => SslMode.Disable,
            "allow" => SslMode.Allow,
            "prefer" => SslMode.Prefer,
            "require" or "true" => SslMode.Require,
            "verify-ca" => SslMode.VerifyCA,
            "verify-full" => SslMode.VerifyFull,
            _ => null,
        };
        _settings.SslMode = mode ?? SslMode.VerifyFull;
        return mode is not null;
    }

    private static string? Text(Match parts, string name) =>
        parts.Groups[name] is { Success: true, Length: > 0 } found ? Uri.UnescapeDataString(found.Value) : null;

    [GeneratedRegex(@"^\s*postgres(ql)?(\+\w+)?:", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Beginning();

    // As SQLAlchemy splits it: a password may have any character but '@'.
    [GeneratedRegex(
        @"^postgres(ql)?(\+\w+)?://((?<user>[^:/@]*)(:(?<password>[^@]*))?@)?"
        + @"(\[(?<host>[^/?\]]+)\]|(?<host>[^/:?]*))(:(?<port>[^/?]*))?(/(?<database>[^?]*))?(\?(?<query>.*))?$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Form();
}
