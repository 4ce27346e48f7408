namespace TaskActors.Api.OpenApi;

/// <summary>Which of the three bases a route hangs from, for the names of its operations.</summary>
internal sealed record TasksBase(string Suffix, bool NamesUser)
{
    public static TasksBase OfUser { get; } = new("OfUser", NamesUser: true);

    public static TasksBase OfMe { get; } = new("OfMe", NamesUser: false);

    public static TasksBase Plain { get; } = new("", NamesUser: false);
}
