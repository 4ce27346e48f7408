using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TaskActors.Api.Account;
using TaskActors.Api.Auditing;
using TaskActors.Api.Auth;
using TaskActors.Api.Cors;
using TaskActors.Api.Events;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Health;
using TaskActors.Api.Limits;
using TaskActors.Api.OpenApi;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks;
using TaskActors.Api.Tasks.Addressing;

namespace TaskActors.Api;

/// <summary>The HTTP contract as two sentences: what it registers, and the rooms that a request passes.</summary>
internal static class TasksApi
{
    public static WebApplicationBuilder AddTasksApi(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(static server =>
            server.Limits.MaxRequestBodySize = BodyLimit.Default.MaxRequestBodySize);
        builder.Services.AddOptions<FrontDoorOptions>().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<FrontDoorOptions>, FrontDoorOptionsValidator>();
        builder.Services.AddTrustedProxies();
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.AddSingleton<LargeTransfers>();
        builder.Services.AddSingleton<RefusalLimit>();
        builder.Services.AddHealth();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddEvents();
        builder.Services.AddBrowserAccess();
        builder.Services.AddApiDocument();
        return builder;
    }

    /// <summary>
    /// The order is the contract's: 401 before 403 before 429 before 404, and all of them readable by a browser.
    /// </summary>
    public static WebApplication MapTasksApi(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<StrictAddresses>();
        app.UseMiddleware<ProblemAnswers>();
        app.UseBrowserAccess();
        app.UseDocsPage();
        app.UseRouting();
        app.UseBearerAuthentication();
        app.UseMiddleware<OwnTasksOnly>();
        app.UseMiddleware<SubjectLimit>();
        app.UseAudit();

        app.MapTasks();
        app.MapAccount();
        app.MapHealth();
        app.MapApiDocument();
        return app;
    }
}
