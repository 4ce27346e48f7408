namespace TaskActors.Tests.Survival.Checking;

/// <summary>
/// What must be so of every call by itself: no answer that must never be, and one answer for one key.
/// </summary>
internal static class AnswerRules
{
    public static IEnumerable<string> Complaints(IEnumerable<Call> calls) => calls.SelectMany(Complaints);

    private static IEnumerable<string> Complaints(Call call)
    {
        foreach (var wrong in call.Attempts.Where(attempt => attempt.Outcome == Outcome.Wrong))
        {
            yield return $"wrong answer: {call}: {wrong.Detail}";
        }

        var mayBeStored = false;
        foreach (var attempt in call.Attempts)
        {
            if (attempt.Answer is { } answer)
            {
                if (Complaint(call, answer, mayBeStored) is { } complaint)
                {
                    yield return complaint;
                }
            }
            else if (call.IsAcknowledged && attempt.Start > call.End && attempt.Outcome == Outcome.Refused)
            {
                yield return $"forgotten key: {call} was refused after it had been answered: {attempt.Detail}";
            }

            mayBeStored |= attempt.Outcome is Outcome.Acknowledged or Outcome.Unknown;
        }
    }

    private static string? Complaint(Call call, SeenAnswer answer, bool mayBeStored)
    {
        if (answer.IsReplay && !mayBeStored)
        {
            return $"stored all the same: {call} was answered as a repetition, but nothing had been written";
        }

        var first = call.Success!.Answer!;
        if (!ReferenceEquals(answer, first) && !answer.IsReplay)
        {
            return $"doubled: {call} was carried out again";
        }

        return string.Equals(answer.Body, first.Body, StringComparison.Ordinal)
            ? null
            : $"another answer: {call} said {first.Body} and then {answer.Body}";
    }
}
