using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace TaskActors.Bench.Peers;

/// <summary>What both peers on ASP.NET Core have in common: where they listen, JSON, and stock tokens.</summary>
internal static class PeerHost
{
    /// <summary>What links in answers begin with.</summary>
    public static string Address { get; } = Setting("PUBLIC_ADDRESS");

    public static string Setting(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");

    public static WebApplicationBuilder NewBuilder(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{Setting("PORT")}");
        builder.Services.ConfigureHttpJsonOptions(options =>
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, BodyJson.Default));
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new TokenValidationParameters
            {
                IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Setting("BETTER_AUTH_SECRET"))),
                ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
                ValidateIssuer = false,
                ValidateAudience = false,
            };
        });
        builder.Services.AddAuthorization();
        return builder;
    }

    /// <summary>The routes of tasks, for callers with a token, each for nobody's list but their own.</summary>
    public static RouteGroupBuilder MapOwnTasks(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        var tasks = app.MapGroup("/api/{user_id}/tasks").RequireAuthorization();
        tasks.AddEndpointFilter(static async (context, next) =>
        {
            var http = context.HttpContext;
            var isOwn = string.Equals(
                http.User.FindFirstValue("sub"), http.GetRouteValue("user_id") as string, StringComparison.Ordinal);
            return isOwn ? await next(context) : TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        });
        return tasks;
    }
}
