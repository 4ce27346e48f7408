using TaskActors.Bench.Peers;

var builder = PeerHost.NewBuilder(args);
using var rows = new TaskFile(PeerHost.Setting("DATABASE_FILE"));
var lists = new UserLists(rows, TimeProvider.System);
var app = builder.Build();
var tasks = app.MapOwnTasks();

tasks.MapGet("", async (string user_id, CancellationToken cancellation) =>
    Answers.Of(await lists.ListAsync(user_id, cancellation)));
tasks.MapGet("{id:int}", async (string user_id, int id, CancellationToken cancellation) =>
    Answers.Of(await lists.FindAsync(user_id, id, cancellation)));
tasks.MapPost("", async (string user_id, NewTask body, HttpResponse response, CancellationToken cancellation) =>
{
    if (!body.IsValid)
    {
        return Results.UnprocessableEntity();
    }

    var created = await lists.CreateAsync(user_id, body, cancellation);
    return Answers.Created(response, created);
});
tasks.MapPatch("{id:int}/complete", async (string user_id, int id, CancellationToken cancellation) =>
    Answers.Of(await lists.ToggleAsync(user_id, id, cancellation)));

await app.RunAsync();
