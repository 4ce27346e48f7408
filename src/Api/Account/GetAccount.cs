using TaskActors.Api.Auth;
using TaskActors.Api.FrontDoor;
using TaskActors.Api.Tasks.Binding;

namespace TaskActors.Api.Account;

/// <summary>Reads who the caller is, and how much they keep here.</summary>
internal sealed record GetAccount(CurrentUser User) : IBindable<GetAccount>
{
    public static ValueTask<Parsed<GetAccount>> ReadAsync(HttpContext context) =>
        ValueTask.FromResult<Parsed<GetAccount>>(new GetAccount(context.Caller()));
}
