using TaskActors.Api.Settings;
using TaskActors.Settings;

namespace TaskActors.Api.Auditing;

/// <summary>Adds the audit where a file is set for it.</summary>
internal static class AuditRegistration
{
    public static void AddAudit(this WebApplicationBuilder builder, SettingValues values)
    {
        if (values.Find(SignalSettings.AuditFile) is not { } file)
        {
            return;
        }

        var path = Path.GetFullPath(file, values.Folder);
        builder.Services.AddSingleton(services => new AuditTrail(
            path, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<AuditTrail>>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<AuditTrail>());
    }

    public static void UseAudit(this WebApplication app)
    {
        if (app.Services.GetService<AuditTrail>() is not null)
        {
            app.UseMiddleware<AuditedWrites>();
        }
    }
}
