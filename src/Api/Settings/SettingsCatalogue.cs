using TaskActors.Api.Auth;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Health;
using TaskActors.Api.Limits;
using TaskActors.Settings;
using static TaskActors.Settings.SettingForm;

namespace TaskActors.Api.Settings;

/// <summary>
/// Every setting there is, once: <c>--help</c> and the manual print this list, the start refuses what is not on it, and
/// options are bound by it. Those of silo processes are in <see cref="SiloSettings"/>.
/// </summary>
internal static class SettingsCatalogue
{
    private const SettingUse Everywhere = SettingUse.Serve | SettingUse.Token;

    public static Setting<string> BetterAuthUrl { get; } = new(
        "BETTER_AUTH_URL", WebAddress("http://localhost:3000"),
        "the frontend's address: keys, issuer and audience of the tokens of Better Auth's jwt() plugin follow from it",
        "none: only HS256 tokens are accepted", "http://localhost:3000")
    { Use = Everywhere };

    public static Setting<string> KeysUrl { get; } = new(
        "TASKACTORS_JWKS_URL", WebAddress("https://app.example.com/api/auth/jwks", withQuery: true),
        "where the frontend's key set is fetched, if not below its own address", "BETTER_AUTH_URL and /api/auth/jwks",
        "http://web:3000/api/auth/jwks")
    { Use = Everywhere };

    public static Setting<string> KeysIssuer { get; } = new(
        "TASKACTORS_JWKS_ISSUER", Text, "the iss that tokens of the frontend's published keys must carry",
        "the origin of BETTER_AUTH_URL", "https://app.example.com")
    { Use = Everywhere };

    public static Setting<string> KeysAudience { get; } = new(
        "TASKACTORS_JWKS_AUDIENCE", Text, "the aud that they must carry, or none to let any pass, on purpose",
        "the origin of BETTER_AUTH_URL", "https://app.example.com")
    { Use = Everywhere };

    public static Setting<string> Secret { get; } = new(
        "BETTER_AUTH_SECRET", Text, "the key that the frontend signs HS256 tokens with, byte for byte",
        "in Development one is generated and kept beside the data; elsewhere required",
        "the output of openssl rand -base64 32")
    { Use = Everywhere, IsSecret = true };

    public static Setting<string> Secrets { get; } = new(
        "BETTER_AUTH_SECRETS", Text, "several keys during a rotation, the newest first, in Better Auth's own form",
        "none", "2:new,1:old")
    { Use = Everywhere, IsSecret = true };

    public static Setting<int> Port { get; } = new Setting<int>(
        "PORT", WholeNumber(0, 65_535), "the port to listen on", "8000", "8080")
    { Use = SettingUse.Serve | SettingUse.Asking }.Sets<ListenOptions>((listen, value) => listen.Port = value);

    public static Setting<string> Bind { get; } = new Setting<string>(
        "TASKACTORS_BIND", ListenAddress, "the address to listen on: an IP address, localhost, or any",
        "localhost in Development, elsewhere any", "127.0.0.1")
        .Sets<ListenOptions>((listen, value) => listen.Bind = value);

    public static Setting<string> Urls { get; } = new Setting<string>(
        "ASPNETCORE_URLS", Text,
        "ASP.NET Core's own list of addresses, where neither PORT nor TASKACTORS_BIND is set", "not set",
        "http://localhost:8000").Sets<ListenOptions>((listen, value) => listen.Urls = value);

    /// <summary>Chose a host when there were two. It is accepted for one release; no help lists it.</summary>
    public static Setting<string> Host { get; } = new(
        "TASKACTORS_HOST", Text, "has no effect: Orleans hosts the actors", "not set", "orleans")
    { Use = SettingUse.None };

    private static SettingsOf<TokenOptions> Tokens { get; } = new()
    {
        { "TASKACTORS_JWKS_REFRESH_SECONDS", Seconds(3_600), (tokens, value) => tokens.RefreshEvery = value,
            ("seconds after which a removed key has stopped working", "3600", "300") },
        { "TASKACTORS_ALLOW_SHORT_SECRET", SettingForm.Boolean, (tokens, value) => tokens.AllowShortSecrets = value,
            ("accepts keys under 32 bytes, with a warning at every start", "false", "true"), Everywhere },
        { "TASKACTORS_JWT_ISSUER", Text, (tokens, value) => tokens.Issuer = value,
            ("the iss that HS256 tokens must carry, character for character", "not checked", "https://app.example.com"),
            Everywhere },
        { "TASKACTORS_JWT_AUDIENCE", Text, (tokens, value) => tokens.Audience = value,
            ("the aud that HS256 tokens must carry, character for character", "not checked", "https://app.example.com"),
            Everywhere },
    };

    private static SettingsOf<FrontDoorOptions> FrontDoor { get; } = new()
    {
        { "TASKACTORS_CORS_ORIGINS", Origins, (door, value) => door.CorsOrigins = value,
            ("origins whose pages may call from a browser, separated by commas, or none",
                "http://localhost:3000 in Development, elsewhere none", "https://app.example.com") },
        { "TASKACTORS_PUBLIC_URL", WebAddress("https://tasks.example.com"),
            (door, value) => door.PublicUrl = value.TrimEnd('/'),
            ("the address that links in answers begin with", "the request's own", "https://tasks.example.com") },
        { "TASKACTORS_TRUSTED_PROXIES", Networks, (door, value) => door.TrustedProxies = value,
            ("addresses or networks whose X-Forwarded headers count, separated by commas", "none", "10.0.0.0/8") },
    };

    private static SettingsOf<RequestLimitOptions> Requests { get; } = new()
    {
        { "TASKACTORS_RATE_PER_SECOND", WholeNumber(0, 1_000_000), (limits, value) => limits.RatePerSecond = value,
            ("requests a second that one user may send to this node; 0 for any number", "200", "50") },
        { "TASKACTORS_RATE_BURST", WholeNumber(0, 1_000_000), (limits, value) => limits.RateBurst = value,
            ("requests that one user may send at once after a pause", "400", "100") },
        { "TASKACTORS_REFUSALS_PER_SECOND", WholeNumber(0, 1_000_000),
            (limits, value) => limits.RefusalsPerSecond = value,
            ("answers of 401 a second that one address gets; 0 for any number", "20", "5") },
        { "TASKACTORS_REFUSALS_BURST", WholeNumber(0, 1_000_000), (limits, value) => limits.RefusalsBurst = value,
            ("answers of 401 that one address may get at once after a pause", "100", "20") },
        { "TASKACTORS_UNDER_WAY_MAX_MB", WholeNumber(128, 1_048_576),
            (limits, value) => limits.UnderWayBytesMax = value * 1_048_576L,
            ("MiB of bodies and answers over 64 KiB that may be under way at once, one user's a quarter of them; "
                + "memory is up to three times that; further ones are 503", "256", "1024") },
    };

    private static SettingsOf<ConnectionLimits> Connections { get; } = new()
    {
        { "TASKACTORS_CONNECTIONS_MAX", WholeNumber(0, 1_000_000),
            (limits, value) => limits.Count = value == 0 ? null : value,
            ("connections that may be open at once; further ones are closed; 0 for any number",
                "16384, or fewer where the system lets a process open fewer files", "4096") },
        { "TASKACTORS_KEEP_ALIVE_SECONDS", Seconds(3_600), (limits, value) => limits.KeepAlive = value,
            ("seconds after which a connection without a request is closed; longer than a proxy in front keeps its own",
                "130", "70") },
        { "TASKACTORS_HEAD_SECONDS", Seconds(600), (limits, value) => limits.Head = value,
            ("seconds within which the head of a request must have come", "15", "5") },
        { "TASKACTORS_BYTES_PER_SECOND_MIN", WholeNumber(0, 1_000_000),
            (limits, value) => limits.BytesPerSecondMin = value,
            ("bytes a second, after the first 5 seconds, that a body must come with and an answer be taken with; "
                + "large ones take sixteen times as many; 0 for any pace", "240", "1000") },
    };

    private static SettingsOf<DrainOptions> Drain { get; } = new()
    {
        { "TASKACTORS_DRAIN_SECONDS", Seconds(25, min: 0), (drain, value) => drain.Duration = value,
            ("seconds that a node goes on serving after it was told to stop and says that it is not ready",
                "2 in a cluster, else 0", "10") },
    };

    public static IReadOnlyList<Setting> All { get; } =
    [
        BetterAuthUrl, KeysUrl, KeysIssuer, KeysAudience, Secret, Secrets, .. Tokens, Port, Bind, Urls, .. FrontDoor,
        .. Requests, .. Connections, .. SignalSettings.All, .. SiloSettings.All, .. Drain, .. IssuerSettings.All, Host,
    ];

    /// <summary>What the help lists.</summary>
    public static IEnumerable<Setting> For(SettingUse use) => All.Where(setting => setting.Use.HasFlag(use));

    /// <summary>The settings of this process.</summary>
    /// <param name="commandLine">What options of the command line say, by the settings that they override.</param>
    /// <exception cref="SetupException">A name or a value is wrong.</exception>
    public static SettingValues Read(IReadOnlyDictionary<string, string>? commandLine = null) =>
        SettingValues.OfThisProcess(All, commandLine);
}
