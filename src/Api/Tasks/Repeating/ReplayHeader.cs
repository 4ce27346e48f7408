namespace TaskActors.Api.Tasks.Repeating;

/// <summary>Says of an answer that it was given before.</summary>
internal static class ReplayHeader
{
    public static void MarkReplay(this HttpResponse response, bool isReplay)
    {
        if (isReplay)
        {
            response.Headers["Idempotency-Replayed"] = "true";
        }
    }
}
