namespace TaskActors.Api.Settings;

/// <summary>
/// Every setting there is, once: <c>--help</c> prints this list, the start refuses what is not on it, and nothing else
/// names an environment variable.
/// </summary>
internal static class SettingsCatalogue
{
    /// <summary>Variables that begin so are ours, in whatever case: one that is not on the list is a mistake.</summary>
    public const string OwnPrefix = "TASKACTORS_";

    private const SettingUse Everywhere = SettingUse.Serve | SettingUse.Token;

    public static Setting BetterAuthUrl { get; } = new(
        "BETTER_AUTH_URL",
        "the frontend's address: keys, issuer and audience of the tokens of Better Auth's jwt() plugin follow from it",
        "none: only HS256 tokens are accepted", "http://localhost:3000")
    {
        Use = Everywhere,
        WhyNot = SettingChecks.FrontendUrl,
    };

    public static Setting KeysUrl { get; } = new(
        "TASKACTORS_JWKS_URL", "where the frontend's key set is fetched, if not below its own address",
        "BETTER_AUTH_URL and /api/auth/jwks", "http://web:3000/api/auth/jwks")
    {
        Use = Everywhere,
        WhyNot = SettingChecks.KeySetUrl,
    };

    public static Setting KeysIssuer { get; } = new(
        "TASKACTORS_JWKS_ISSUER", "the iss that tokens of the frontend's published keys must carry",
        "the origin of BETTER_AUTH_URL", "https://app.example.com")
    {
        Use = Everywhere,
    };

    public static Setting KeysAudience { get; } = new(
        "TASKACTORS_JWKS_AUDIENCE", "the aud that they must carry, or none to let any pass, on purpose",
        "the origin of BETTER_AUTH_URL", "https://app.example.com")
    {
        Use = Everywhere,
    };

    public static Setting KeysRefreshSeconds { get; } = new(
        "TASKACTORS_JWKS_REFRESH_SECONDS", "seconds after which a removed key has stopped working", "3600", "300")
    {
        WhyNot = SettingChecks.Integer(1, 3_600),
    };

    public static Setting Secret { get; } = new(
        "BETTER_AUTH_SECRET", "the key that the frontend signs HS256 tokens with, byte for byte",
        "in Development one is generated and kept beside the data; elsewhere required",
        "the output of openssl rand -base64 32")
    {
        Use = Everywhere,
        IsSecret = true,
    };

    public static Setting Secrets { get; } = new(
        "BETTER_AUTH_SECRETS", "several keys during a rotation, the newest first, in Better Auth's own form",
        "none", "2:new,1:old")
    {
        Use = Everywhere,
        IsSecret = true,
    };

    public static Setting AllowShortSecret { get; } = new(
        "TASKACTORS_ALLOW_SHORT_SECRET", "accepts keys under 32 bytes, with a warning at every start",
        "false", "true")
    {
        Use = Everywhere,
        WhyNot = SettingChecks.Boolean,
    };

    public static Setting Issuer { get; } = new(
        "TASKACTORS_JWT_ISSUER", "the iss that HS256 tokens must carry, character for character",
        "not checked", "https://app.example.com")
    {
        Use = Everywhere,
    };

    public static Setting Audience { get; } = new(
        "TASKACTORS_JWT_AUDIENCE", "the aud that HS256 tokens must carry, character for character",
        "not checked", "https://app.example.com")
    {
        Use = Everywhere,
    };

    public static Setting Environment { get; } = new(
        "ASPNETCORE_ENVIRONMENT", "Development has a default for everything and can mint tokens",
        "Production; dotnet run sets Development", "Development")
    {
        Use = Everywhere | SettingUse.MovingIn | SettingUse.Keeping,
    };

    public static Setting Port { get; } = new("PORT", "the port to listen on", "8000", "8080")
    {
        Use = SettingUse.Serve | SettingUse.Asking,
        WhyNot = SettingChecks.Integer(0, 65_535),
    };

    public static Setting Bind { get; } = new(
        "TASKACTORS_BIND", "the address to listen on: an IP address, localhost, or any",
        "localhost in Development, elsewhere any", "127.0.0.1")
    {
        WhyNot = SettingChecks.Address,
    };

    public static Setting Urls { get; } = new(
        "ASPNETCORE_URLS", "ASP.NET Core's own list of addresses, where neither PORT nor TASKACTORS_BIND is set",
        "not set", "http://localhost:8000");

    public static Setting Storage { get; } = new(
        "TASKACTORS_STORAGE",
        "where the data lies: sqlite: and the path of a file, or postgresql://user:password@host:5432/database",
        "sqlite:data/tasks.db in Development; elsewhere required", "sqlite:/var/lib/taskactors/tasks.db")
    {
        Use = Everywhere | SettingUse.MovingIn | SettingUse.Keeping,
        WhyNot = SettingChecks.Storage,
        IsShown = false,
    };

    public static Setting CorsOrigins { get; } = new(
        "TASKACTORS_CORS_ORIGINS", "origins whose pages may call from a browser, separated by commas, or none",
        "http://localhost:3000 in Development, elsewhere none", "https://app.example.com")
    {
        WhyNot = SettingChecks.Origins,
    };

    public static Setting PublicUrl { get; } = new(
        "TASKACTORS_PUBLIC_URL", "the address that links in answers begin with",
        "the request's own", "https://tasks.example.com")
    {
        WhyNot = SettingChecks.PublicUrl,
    };

    public static Setting TrustedProxies { get; } = new(
        "TASKACTORS_TRUSTED_PROXIES", "addresses or networks whose X-Forwarded headers count, separated by commas",
        "none", "10.0.0.0/8")
    {
        WhyNot = SettingChecks.Networks,
    };

    public static Setting TasksMax { get; } = new(
        "TASKACTORS_TASKS_MAX", "tasks that one user may have", "10000", "2000")
    {
        Use = SettingUse.Serve | SettingUse.MovingIn,
        WhyNot = SettingChecks.Integer(1, 1_000_000),
    };

    public static Setting TextBytesMax { get; } = new(
        "TASKACTORS_TEXT_BYTES_MAX", "bytes of text that one user's tasks may have", "8388608", "1048576")
    {
        Use = SettingUse.Serve | SettingUse.MovingIn,
        WhyNot = SettingChecks.Integer(1_024, 1L << 30),
    };

    public static Setting MemoryMaxMegabytes { get; } = new(
        "TASKACTORS_MEMORY_MAX_MB", "memory that all actors of this process may hold together", "256", "1024")
    {
        WhyNot = SettingChecks.Integer(1, 1_048_576),
    };

    public static Setting IdleMinutes { get; } = new(
        "TASKACTORS_IDLE_MINUTES", "minutes after which an idle actor is let go", "15", "60")
    {
        WhyNot = SettingChecks.Integer(1, 10_080),
    };

    public static Setting RatePerSecond { get; } = new(
        "TASKACTORS_RATE_PER_SECOND", "requests a second that one user may send to this node; 0 for any number",
        "200", "50")
    {
        WhyNot = SettingChecks.Integer(0, 1_000_000),
    };

    public static Setting RateBurst { get; } = new(
        "TASKACTORS_RATE_BURST", "requests that one user may send at once after a pause", "400", "100")
    {
        WhyNot = SettingChecks.Integer(0, 1_000_000),
    };

    public static Setting RefusalsPerSecond { get; } = new(
        "TASKACTORS_REFUSALS_PER_SECOND", "answers of 401 a second that one address gets; 0 for any number",
        "20", "5")
    {
        WhyNot = SettingChecks.Integer(0, 1_000_000),
    };

    public static Setting RefusalsBurst { get; } = new(
        "TASKACTORS_REFUSALS_BURST", "answers of 401 that one address may get at once after a pause", "100", "20")
    {
        WhyNot = SettingChecks.Integer(0, 1_000_000),
    };

    public static Setting QueueMax { get; } = new(
        "TASKACTORS_QUEUE_MAX", "writes of one user that may wait; further ones are 503", "256", "64")
    {
        WhyNot = SettingChecks.Integer(1, 1_000_000),
    };

    /// <summary>Chose a host when there were two. It is accepted for one release; no help lists it.</summary>
    public static Setting Host { get; } = new(
        "TASKACTORS_HOST", "has no effect: Orleans hosts the actors", "not set", "orleans")
    {
        Use = SettingUse.None,
    };

    public static IReadOnlyList<Setting> All { get; } =
    [
        BetterAuthUrl, KeysUrl, KeysIssuer, KeysAudience, KeysRefreshSeconds, Secret, Secrets, AllowShortSecret, Issuer,
        Audience, Environment, Port, Bind, Urls, Storage, CorsOrigins, PublicUrl, TrustedProxies, TasksMax,
        TextBytesMax, MemoryMaxMegabytes, IdleMinutes, Host, RatePerSecond, RateBurst, RefusalsPerSecond,
        RefusalsBurst, QueueMax, .. ConnectionSettings.All, .. SignalSettings.All, .. ClusterCatalogue.All,
    ];

    /// <summary>What the help lists: also the settings of further issuers, with a placeholder for the name.</summary>
    public static IEnumerable<Setting> For(SettingUse use) =>
        All.Concat(IssuerSettings.Family).Where(setting => setting.Use.HasFlag(use));

    /// <summary>The own name that is closest to a misspelt one: that goes on where it ends, else by edits.</summary>
    public static string Nearest(string name) =>
        All.Where(setting => setting.Use != SettingUse.None).Select(setting => setting.Name)
            .Where(known => known.StartsWith(OwnPrefix, StringComparison.Ordinal))
            .OrderBy(known => !known.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            .ThenBy(known => Spelling.Distance(name, known))
            .First();
}
