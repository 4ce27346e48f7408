using TaskActors.Api.FrontDoor;
using TaskActors.Api.Problems;

namespace TaskActors.Api.Tasks.Repeating;

/// <summary>A request with an idempotency key, for as long as it is read.</summary>
internal sealed class KeyedRequest
{
    private readonly string _key;

    /// <summary>Of a body that was not read; such a request has never succeeded, so it is no known one.</summary>
    private string _fingerprint = "unread";

    private KeyedRequest(string key) => _key = key;

    /// <summary>Takes the key from the headers, if there is one; false where it cannot be read.</summary>
    public static bool TryBegin(HttpContext context, out KeyedRequest? keyed)
    {
        keyed = null;
        if (!context.Request.Headers.TryGetValue("Idempotency-Key", out var header))
        {
            return true;
        }

        if (!IdempotencyKeys.TryParse(header, out var key))
        {
            return false;
        }

        context.Features.Set(keyed = new KeyedRequest(key));
        return true;
    }

    public void Identify(HttpContext context, ReadOnlySpan<byte> body) =>
        _fingerprint = RequestFingerprint.Of(context, body);

    public WriteRequest ToWrite() => new() { IdempotencyKey = _key, Fingerprint = _fingerprint };

    /// <summary>
    /// What to answer to a request that is wrong: if its key is another request's, or nobody can tell, then that; else
    /// what is wrong.
    /// </summary>
    public static async ValueTask<Problem> ReconsiderAsync(
        HttpContext context, UserTasksCalls tasks, Problem problem)
    {
        if (context.Features.Get<KeyedRequest>() is not { } keyed)
        {
            return problem;
        }

        var known = await tasks.CheckKeyAsync(keyed.ToWrite(), context.RequestAborted);
        return known.Error is { } error ? error.ToProblem() : problem;
    }
}
