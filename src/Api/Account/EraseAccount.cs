using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Account;

/// <summary>Erases everything, if the list is still as the caller knows it.</summary>
internal sealed record EraseAccount(Precondition? Precondition) : IBindable<EraseAccount>
{
    public static ValueTask<Parsed<EraseAccount>> ReadAsync(HttpContext context)
    {
        var write = TaskWrite.ReadCondition(context);
        return ValueTask.FromResult<Parsed<EraseAccount>>(
            write.IsRefused ? write.Problem : new EraseAccount(write.Value.Precondition));
    }
}
