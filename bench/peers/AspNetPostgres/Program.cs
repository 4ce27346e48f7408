using Npgsql;
using TaskActors.Bench.Peers;

// Connections stay open and statements prepared; a pool of fixed size, as its documents recommend.
var builder = PeerHost.NewBuilder(args);
await using var database = NpgsqlDataSource.Create(PeerHost.Setting("DATABASE_URL"));
var rows = new TaskRows(database);
var app = builder.Build();
var tasks = app.MapOwnTasks();

tasks.MapGet("", async (string user_id, CancellationToken cancellation) =>
    Answers.Of(await rows.ListAsync(user_id, cancellation)));
tasks.MapGet("{id:int}", async (string user_id, int id, CancellationToken cancellation) =>
    Answers.Of(await rows.FindAsync(user_id, id, cancellation)));
tasks.MapPost("", async (string user_id, NewTask body, HttpResponse response, CancellationToken cancellation) =>
{
    if (!body.IsValid)
    {
        return Results.UnprocessableEntity();
    }

    var created = await rows.CreateAsync(user_id, body, cancellation);
    return Answers.Created(response, created);
});
tasks.MapPatch("{id:int}/complete", async (string user_id, int id, CancellationToken cancellation) =>
    Answers.Of(await rows.ToggleAsync(user_id, id, cancellation)));

await app.RunAsync();
