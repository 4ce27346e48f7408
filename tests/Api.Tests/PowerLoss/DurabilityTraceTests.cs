using System.Globalization;
using System.Text;
using Xunit;

namespace TaskActors.Tests.PowerLoss;

/// <summary>The reading of traces must find what it is there for: each shape of a server that loses data.</summary>
public sealed class DurabilityTraceTests
{
    private const string Flush = "7 fsync(9<" + Log + ">) = 0";
    private const string Log = "/data/tasks.db-wal";

    private static readonly string[] Write =
        [Header(isLast: false), Page("u-alice"), Header(isLast: true), Page("milk")];

    [Fact]
    public void A_commit_that_is_flushed_before_its_answer_is_right() =>
        Assert.Empty(Wrong([.. Write, Flush, Answer("milk")]));

    [Fact]
    public void Other_names_of_calls_and_hexadecimal_paths_are_understood()
    {
        var hexadecimal = string.Concat(Encoding.UTF8.GetBytes(Log).Select(Hex));
        string[] lines = [.. Write, Flush.Replace("fsync", "fdatasync", StringComparison.Ordinal), Answer("milk")];

        Assert.Empty(Wrong([.. lines.Select(line => line.Replace(Log, hexadecimal, StringComparison.Ordinal))]));
    }

    [Fact]
    public void A_server_that_never_flushes_is_found_out() =>
        Assert.Equal(["'milk' was answered before it was flushed"], Wrong([.. Write, Answer("milk")]));

    [Fact]
    public void A_flush_of_another_file_does_not_count() => Assert.Equal(
        ["'milk' was answered before it was flushed"],
        Wrong([.. Write, Flush.Replace("-wal", "", StringComparison.Ordinal), Answer("milk")]));

    [Fact]
    public void A_flush_that_failed_does_not_count() => Assert.Equal(
        ["'milk' was answered before it was flushed"],
        Wrong([.. Write, Flush.Replace("= 0", "= -1 EIO (Error)", StringComparison.Ordinal), Answer("milk")]));

    [Fact]
    public void A_flush_before_the_last_write_does_not_count() => Assert.Equal(
        ["'milk' was answered before it was flushed"], Wrong([.. Write[..^1], Flush, Write[^1], Answer("milk")]));

    [Fact]
    public void An_answer_before_the_commit_is_found_out() =>
        Assert.Equal(["'milk' was answered before it was written"], Wrong([Answer("milk"), .. Write, Flush]));

    [Fact]
    public void An_answer_during_the_flush_is_found_out()
    {
        string[] lines =
        [
            .. Write, $"7 fsync(9<{Log}> <unfinished ...>", Answer("milk"), "7 <... fsync resumed>)              = 0",
        ];

        Assert.Equal(["'milk' was answered before it was flushed"], Wrong(lines));
    }

    [Fact]
    public void An_answer_after_a_flush_that_others_interrupted_is_right()
    {
        string[] lines =
        [
            .. Write, $"7 fsync(9<{Log}> <unfinished ...>", Answer("bread"), "7 <... fsync resumed>)              = 0",
            Answer("milk"),
        ];

        Assert.Empty(Wrong(lines));
    }

    [Fact]
    public void An_answer_that_never_came_is_found_out() =>
        Assert.Equal(["'milk' was never answered"], Wrong([.. Write, Flush]));

    [Fact]
    public void In_a_sequence_every_answer_needs_a_commit_of_its_own()
    {
        var trace = new DurabilityTrace([.. Write, Flush, Answer("milk"), Answer("bread"), .. Write, Flush]);

        Assert.Equal(["answer 1 left before its commit was written"], trace.WhatIsWrongInSequence(2).ToArray());
    }

    private static string[] Wrong(string[] lines) => [.. new DurabilityTrace(lines).WhatIsWrongWith(["milk"])];

    private static string Header(bool isLast) =>
        WriteOf([0, 0, 0, 3, 0, 0, 0, (byte)(isLast ? 6 : 0), .. new byte[16]]);

    private static string Page(string text) => WriteOf(Encoding.UTF8.GetBytes($"page with {text} and more"));

    private static string WriteOf(byte[] bytes) => string.Create(
        CultureInfo.InvariantCulture, $"7 pwrite64(9<{Log}>, \"{Hex(bytes)}\", {bytes.Length}, 32) = {bytes.Length}");

    private static string Answer(string text) =>
        $"8 sendto(5<TCP:[127.0.0.1:8000->127.0.0.1:5000]>, \"{Hex(Encoding.UTF8.GetBytes(
            $"HTTP/1.1 201 Created\r\n\r\n{text}"))}\", 99, MSG_NOSIGNAL, NULL, 0) = 99";

    private static string Hex(byte[] bytes) => string.Concat(bytes.Select(Hex));

    private static string Hex(byte value) => $"\\x{value:x2}";
}
