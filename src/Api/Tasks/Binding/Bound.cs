using System.Diagnostics.CodeAnalysis;
using TaskActors.Api.Problems;
using TaskActors.Api.Tasks.Repeating;

namespace TaskActors.Api.Tasks.Binding;

/// <summary>A request that can be read from HTTP.</summary>
internal interface IBindable<T>
    where T : class, IBindable<T>
{
    static abstract ValueTask<Parsed<T>> ReadAsync(HttpContext context);
}

/// <summary>A handler's parameter: the request in the words of the domain, or the problem with it.</summary>
internal sealed class Bound<T>(Parsed<T> parsed)
    where T : class, IBindable<T>
{
    public T? Request => parsed.Value;

    public Problem? Problem => parsed.Problem;

    [MemberNotNullWhen(true, nameof(Problem))]
    [MemberNotNullWhen(false, nameof(Request))]
    public bool IsRefused => parsed.IsRefused;

    /// <summary>Called by the framework.</summary>
    public static async ValueTask<Bound<T>> BindAsync(HttpContext context)
    {
        var parsed = await T.ReadAsync(context);
        // A reused key is told before anything else that is wrong.
        return new Bound<T>(parsed.IsRefused ? await KeyedRequest.ReconsiderAsync(context, parsed.Problem) : parsed);
    }
}
