using TaskActors.Bench.Bare;

// Every answer is read from files at start: the same bytes that ours sent, which bench/run has captured. No routing, no
// token, no store, and nothing of the web application's usual middleware.
var folder = args[0];
var (list, get, create, toggle) = (Answer("list"), Answer("get"), Answer("create"), Answer("toggle"));
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.WebHost.UseUrls($"http://127.0.0.1:{args[1]}");
var app = builder.Build();

app.Run(context =>
{
    var request = context.Request;
    var isOne = !request.Path.Value!.EndsWith("/tasks", StringComparison.Ordinal);
    var answer = request.Method switch
    {
        "GET" => isOne ? get : list,
        "POST" => create,
        _ => toggle,
    };
    return answer.SendAsync(context);
});

await app.RunAsync();

CapturedAnswer Answer(string name) => CapturedAnswer.Read(Path.Combine(folder, name));
