using System.Globalization;

namespace TaskActors.Api.Watching;

/// <summary>A frame as a screen of text.</summary>
internal static class FrameText
{
    private const double BytesPerMebibyte = 1_024 * 1_024;

    public static string Render(Frame frame) => string.Join(Environment.NewLine, Lines(frame)) + Environment.NewLine;

    private static IEnumerable<string> Lines(Frame frame)
    {
        yield return frame.Server;
        yield return Line(
            "up", Number(frame.UpSeconds, "0", "s"), Number(frame.MemoryBytes / BytesPerMebibyte, "0", "MiB"));
        yield return Timed(
            frame, "requests", "http.server.request.duration", "ms together",
            frame.Of("http.server.request.duration").Sum * 1_000);
        yield return Timed(
            frame, "writes", "taskactors.turn.duration", "waiting", frame.Of("taskactors.turn.waiting").Sum);
        yield return Timed(
            frame, "commits", "taskactors.commit.duration", "writes each", frame.Of("taskactors.commit.turns").Mean);
        yield return Timed(
            frame, "flushes", "taskactors.storage.transaction.duration", "commits each",
            frame.Of("taskactors.storage.transaction.commits").Mean);
        yield return Line("waiting for the disk", Number(frame.Of("taskactors.storage.waiting").Sum, "0", "commits"));
        yield return Line("actors", Number(frame.Of("taskactors.actor.active").Sum, "0", "in memory"));
        yield return Line("streams", Number(frame.Of("taskactors.stream.active").Sum, "0", "open"));
        yield return Line("tokens refused", Number(frame.PerSecond("taskactors.token.refusals"), "0.0", "/s"));
    }

    private static string Timed(Frame frame, string what, string instrument, string last, double value) => Line(
        what, Number(frame.PerSecond(instrument), "0.0", "/s"),
        Number(frame.Of(instrument).Mean * 1_000, "0.0", "ms mean"),
        Number(frame.Of(instrument).Max * 1_000, "0.0", "ms most"), Number(value, "0.0", last));

    private static string Line(string what, params ReadOnlySpan<string> values) =>
        $"{what,-22}{string.Join("", values.ToArray().Select(value => $"{value,-22}"))}".TrimEnd();

    private static string Number(double value, string format, string unit) =>
        $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}";
}
