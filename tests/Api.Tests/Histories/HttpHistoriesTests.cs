using System.Net;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TaskActors.Testing;
using TaskActors.Testing.Processes;
using TaskActors.Tests.Serving;
using Xunit;

namespace TaskActors.Tests.Histories;

/// <summary>
/// Generated histories through HTTP against the real process, which is killed and started again in the middle of each:
/// after every request, answer, list and entity tags are what a plain dictionary says.
/// </summary>
public sealed class HttpHistoriesTests : IAsyncLifetime, IDisposable
{
    private const int HistoriesAtATime = 16;

    private readonly TemporaryFolder _folder = new();
    private ApiProcess? _server;
    private int _users;

    public async Task InitializeAsync() =>
        _server = await ApiProcess.StartAsync(new ApiSetup { Folder = _folder.Path });

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_history_over_a_restart_is_what_the_model_says()
    {
        var runs =
            from histories in Gen.ArrayOf(TaskGenerators.Histories(24), HistoriesAtATime)
            from cut in Gen.Choose(0, 24)
            select (histories, cut);

        // FsCheck runs its cases one after the other and knows no asynchronous ones for this shape.
        Prop.ForAll(runs.ToArbitrary(), run => RunAsync(run.histories, run.cut).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(LongRuns.Rounds(shortly: 3, atLength: 40)));
    }

    private async Task RunAsync(TaskCommand[][] histories, int cut)
    {
        var users = histories.Select(history =>
            (Name: $"user-{++_users}", Model: new TaskModel(), History: history)).ToList();

        await Parallel.ForEachAsync(users, async (user, _) =>
            await RunAsync(user.Name, user.Model, user.History.Take(cut)));
        await _server!.Kill9Async();
        await _server.StartAsync();
        await Parallel.ForEachAsync(users, async (user, _) =>
            await RunAsync(user.Name, user.Model, user.History.Skip(cut)));
    }

    private async Task RunAsync(string user, TaskModel model, IEnumerable<TaskCommand> commands)
    {
        using var client = _server!.ClientOf(user);
        await AssertListAsync(client, model);
        foreach (var command in commands)
        {
            var before = model.Copy();
            var expected = model.Run(command);

            using var response = await client.SendAsync(command);

            await AssertAnswerAsync(command, expected, before, response);
            await AssertListAsync(client, model);
        }
    }

    private static async Task AssertAnswerAsync(
        TaskCommand command, ModelAnswer expected, TaskModel before, HttpResponseMessage response)
    {
        if (expected.Error is { } error)
        {
            var isMissing = error == TaskErrorCode.NotFound;
            var problem = await response.BodyAsync(
                isMissing ? HttpStatusCode.NotFound : HttpStatusCode.PreconditionFailed);
            Assert.Equal(isMissing ? "task_not_found" : "precondition_failed", problem.Text("code"));
            if (!isMissing)
            {
                AssertCurrent(command, before, problem.GetProperty("current"));
            }
        }
        else if (expected.Task is { } task)
        {
            var body = await response.BodyAsync(
                command is TaskCommand.Create ? HttpStatusCode.Created : HttpStatusCode.OK);
            Assert.Equal(task, TaskCommandRequests.TaskOf(body));
            Assert.Equal(TaskCommandRequests.Tag(task.Rev), response.Header("ETag"));
        }
        else
        {
            Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        }
    }

    /// <summary>A refused precondition shows what is current: the task, or the revision of the list.</summary>
    private static void AssertCurrent(TaskCommand command, TaskModel before, JsonElement current)
    {
        var id = command switch
        {
            TaskCommand.Edit edit => edit.Id,
            TaskCommand.Complete complete => complete.Id,
            TaskCommand.Delete delete => delete.Id,
            _ => (TaskId?)null,
        };
        if (id is { } task)
        {
            Assert.Equal(before.Tasks.Single(one => one.Id == task.Value), TaskCommandRequests.TaskOf(current));
        }
        else
        {
            Assert.Equal(before.Rev, current.Number("rev"));
        }
    }

    private static async Task AssertListAsync(HttpClient client, TaskModel model)
    {
        using var response = await client.SendAsync("GET", "/api/tasks");
        var list = await response.BodyAsync();

        Assert.Equal(model.Tasks, list.EnumerateArray().Select(TaskCommandRequests.TaskOf));
        Assert.Equal(TaskCommandRequests.Tag(model.Rev), response.Header("ETag"));
    }
}
