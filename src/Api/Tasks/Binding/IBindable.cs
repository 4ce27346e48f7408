namespace TaskActors.Api.Tasks.Binding;

/// <summary>A request that can be read from HTTP: in the words of the domain, or the problem with it.</summary>
internal interface IBindable<T>
    where T : class, IBindable<T>
{
    static abstract ValueTask<Parsed<T>> ReadAsync(HttpContext context);
}
