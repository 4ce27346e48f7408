namespace TaskActors.Api.OpenApi;

/// <summary>Which of the three bases a route hangs from, for the names of its operations.</summary>
internal sealed record TasksRoot(string Suffix, bool NamesUser)
{
    public static TasksRoot OfUser { get; } = new("OfUser", NamesUser: true);

    public static TasksRoot OfMe { get; } = new("OfMe", NamesUser: false);

    public static TasksRoot Plain { get; } = new("", NamesUser: false);
}
