using System.Buffers.Binary;
using System.Text;

namespace TaskActors.Tests.PowerLoss;

/// <summary>
/// What a traced server did with its write-ahead log and its answers: an answer may leave only after the log was
/// flushed behind the last write of the commit that it acknowledges.
/// </summary>
internal sealed class DurabilityTrace
{
    private const int FrameHeaderLength = 24;

    private readonly List<Commit> _commits;
    private readonly List<SystemCall> _flushes;
    private readonly List<SystemCall> _answers;

    public DurabilityTrace(IEnumerable<string> lines)
    {
        var calls = SystemCallReader.Read(lines);
        var ofLog = calls.Where(call => call.Target.EndsWith("-wal", StringComparison.Ordinal)).ToList();
        _commits = [.. CommitsOf(ofLog.Where(call => call.Name.Contains("write", StringComparison.Ordinal)))];
        _flushes = [.. ofLog.Where(call => call.Name is "fsync" or "fdatasync" && call.HasSucceeded)];
        _answers = [.. calls.Where(IsAnswer)];
    }

    public int Commits => _commits.Count;

    /// <summary>
    /// Holds the answer that says each of these texts against the first commit that has it in the log.
    /// </summary>
    public IEnumerable<string> WhatIsWrongWith(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var answer = _answers.Find(answer => answer.Bytes.AsSpan().IndexOf(bytes) >= 0);
            var commit = _commits.Find(commit => commit.Has(bytes));
            if (answer is null)
            {
                yield return $"'{text}' was never answered";
            }
            else if (WhatIsWrong(commit, answer) is { } wrong)
            {
                yield return $"'{text}' was answered before it was {wrong}";
            }
        }
    }

    /// <summary>
    /// Holds the first answers of a client that waited for each: a commit of its own must precede every one.
    /// </summary>
    public IEnumerable<string> WhatIsWrongInSequence(int count)
    {
        var before = -1;
        foreach (var (number, answer) in _answers.Take(count).Index())
        {
            var commit = _commits.Find(commit => commit.Began > before);
            if (WhatIsWrong(commit, answer) is { } wrong)
            {
                yield return $"answer {number} left before its commit was {wrong}";
            }

            before = answer.Began;
        }

        if (_answers.Count < count)
        {
            yield return $"there are only {_answers.Count} answers";
        }
    }

    private string? WhatIsWrong(Commit? commit, SystemCall answer) =>
        commit is null || commit.Ended >= answer.Began ? "written"
        : !_flushes.Exists(flush => flush.Began > commit.Ended && flush.Ended < answer.Began) ? "flushed"
        : null;

    /// <summary>Successes only, and not those about the health of the process.</summary>
    private static bool IsAnswer(SystemCall call) =>
        (call.Target.StartsWith("TCP", StringComparison.Ordinal)
            || call.Target.StartsWith("socket", StringComparison.Ordinal))
        && call.Bytes.AsSpan().StartsWith("HTTP/1.1 2"u8)
        && call.Bytes.AsSpan().IndexOf("ready\n"u8) < 0;

    private static IEnumerable<Commit> CommitsOf(IEnumerable<SystemCall> writes)
    {
        var open = new List<SystemCall>();
        var isLastFrame = false;
        foreach (var write in writes)
        {
            open.Add(write);
            if (write.Bytes.Length == FrameHeaderLength)
            {
                // The frame that ends a transaction names the size of the database; the others name 0.
                isLastFrame = BinaryPrimitives.ReadUInt32BigEndian(write.Bytes.AsSpan(4)) > 0;
            }
            else if (isLastFrame)
            {
                yield return new Commit([.. open]);
                open.Clear();
                isLastFrame = false;
            }
        }
    }

    /// <summary>The writes to the log that make one transaction.</summary>
    private sealed record Commit(SystemCall[] Writes)
    {
        public int Began => Writes[0].Began;

        public int Ended => Writes.Max(write => write.Ended);

        public bool Has(byte[] text) => Array.Exists(Writes, write => write.Bytes.AsSpan().IndexOf(text) >= 0);
    }
}
