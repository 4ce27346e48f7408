using System.Diagnostics;
using OpenTelemetry;

namespace TaskActors.Api.Signals;

/// <summary>
/// Lets through only what cannot name a person: paths hold user ids, query strings hold what somebody searches for, and
/// Orleans writes an actor's key beside each call. What is not on the list does not leave.
/// </summary>
internal sealed class SpanRedaction : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.response.status_code", "http.route", "network.protocol.name",
        "network.protocol.version", "url.scheme", "error.type", "rpc.system", "rpc.service", "rpc.method", "status",
        "db.system", "db.system.name", "db.statement", "db.query.text", "db.operation.name", "db.response.status_code",
    };

    private const string Ours = "taskactors.";

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.ToArray())
        {
            if (!Allowed.Contains(name) && !name.StartsWith(Ours, StringComparison.Ordinal))
            {
                // Null removes it.
                data.SetTag(name, null);
            }
        }

        if (data.Status == ActivityStatusCode.Error)
        {
            data.SetStatus(ActivityStatusCode.Error);
        }
    }
}
