using System.Globalization;
using System.Net;
using TaskActors.Storage;

namespace TaskActors.Settings;

/// <summary>The form that values of a setting have.</summary>
/// <param name="Requirement">What a value without it is told; it continues "NAME …".</param>
/// <param name="Holds">Whether a value has it.</param>
/// <param name="Read">What a value that has it means.</param>
public sealed record SettingForm<T>(string Requirement, Func<string, bool> Holds, Func<string, T> Read);

/// <summary>All forms there are.</summary>
public static class SettingForm
{
    public const string None = "none";
    public const string AnyAddress = "any";
    public const string Loopback = "localhost";

    public static SettingForm<string> Text { get; } = Words("", static _ => true);

    public static SettingForm<bool> Boolean { get; } =
        new("must be true or false", static text => bool.TryParse(text, out _), bool.Parse);

    public static SettingForm<IPAddress> Address { get; } =
        new("must be an IP address", static text => IPAddress.TryParse(text, out _), IPAddress.Parse);

    public static SettingForm<string> ListenAddress { get; } = Words(
        "must be an IP address, localhost, or any",
        static text => text is "*" || IPAddress.TryParse(text, out _)
            || text.Equals(Loopback, StringComparison.OrdinalIgnoreCase)
            || text.Equals(AnyAddress, StringComparison.OrdinalIgnoreCase));

    public static SettingForm<string> Storage { get; } = Words(
        "must be sqlite: and the path of a file, for example sqlite:data/tasks.db, or the address of a PostgreSQL "
        + "database, postgresql://user:password@host:5432/database",
        static text => StorageLocation.TryParse(text, Directory.GetCurrentDirectory(), out _, out _));

    /// <summary>An origin is what a browser sends: scheme, host and port, nothing after them.</summary>
    public static SettingForm<string[]> Origins { get; } = new(
        "must be a list of origins such as https://app.example.com, separated by commas, without a path",
        static text => text == None || List(text).All(origin =>
            IsWebAddress(origin) && new Uri(origin).GetLeftPart(UriPartial.Authority)
                .Equals(origin, StringComparison.OrdinalIgnoreCase)),
        static text => text == None ? [] : List(text));

    public static SettingForm<string[]> Networks { get; } = new(
        "must be a list of addresses or networks such as 10.0.0.0/8, separated by commas",
        static text => List(text).All(one => IPAddress.TryParse(one, out _) || IPNetwork.TryParse(one, out _)),
        List);

    public static SettingForm<int> WholeNumber(int min, int max) => new(
        string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min} to {max}"),
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max,
        static text => int.Parse(text, CultureInfo.InvariantCulture));

    public static SettingForm<TimeSpan> Seconds(int max, int min = 1)
    {
        var number = WholeNumber(min, max);
        return new(number.Requirement, number.Holds, text => TimeSpan.FromSeconds(number.Read(text)));
    }

    public static SettingForm<T> OneOf<T>(params (string Word, T Value)[] choices) => new(
        $"must be one of {string.Join(", ", choices.Select(choice => choice.Word))}",
        text => choices.Any(choice => choice.Word == text),
        text => choices.First(choice => choice.Word == text).Value);

    /// <summary>An http or https address; one of pages or routes has nothing after its path.</summary>
    public static SettingForm<string> WebAddress(string example, bool withQuery = false) => Words(
        $"must be an http or https address such as {example}",
        text => IsWebAddress(text) && (withQuery || new Uri(text).Query.Length == 0));

    private static SettingForm<string> Words(string requirement, Func<string, bool> holds) =>
        new(requirement, holds, static text => text);

    private static string[] List(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0;
}
