namespace TaskActors.Api;

/// <summary>Stands in until the start of the process is built; it serves nothing that needs a token.</summary>
internal static class Program
{
    private static void Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.Run();
    }
}
