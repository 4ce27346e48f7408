using System.Text.RegularExpressions;

namespace TaskActors.Settings;

/// <summary>
/// The variables that Kubernetes gives every container for each Service of its namespace. Those of a Service named
/// <c>taskactors</c> or <c>taskactors-…</c> begin as our settings do, and one may even have the name of a setting.
/// </summary>
internal static partial class KubernetesVariables
{
    /// <summary>Whether a variable of the environment is one of them.</summary>
    public static bool IsOne(string name, string? value) =>
        Names().IsMatch(name)
        || (name.EndsWith("_PORT", StringComparison.Ordinal) && Addresses().IsMatch(value ?? ""));

    [GeneratedRegex(
        @"^TASKACTORS_(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$",
        RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Names();

    [GeneratedRegex("^(tcp|udp|sctp)://", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Addresses();
}
