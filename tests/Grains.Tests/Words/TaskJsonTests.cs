using System.Text;
using System.Text.Json;
using TaskActors.Testing;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Words;

/// <summary>The bytes of a task: what frontends were written for.</summary>
public sealed class TaskJsonTests
{
    private const string Address = "https://tasks.example.com";

    private static readonly UserId Alice = new("alice");

    [Fact]
    public void A_task_with_every_field_is_these_bytes()
    {
        var task = TaskOf(7, 42, "Buy \"milk\" & <b>") with
        {
            Description = "two\nlitres\t\\",
            CompletedAt = Noon.AddTicks(1_234_560),
            Priority = TaskPriority.High,
            DueDate = DueDate.OnDay(new DateOnly(2026, 12, 1)),
            Tags = ["home", "b\u00fcro"],
            Order = -7,
            UpdatedAt = Noon.AddSeconds(1),
        };

        Assert.Equal(
            """
            {"id":7,"user_id":"alice","title":"Buy \"milk\" & <b>","description":"two\nlitres\t\\",
            "completed":true,"completed_at":"2026-03-01T12:00:00.123456Z","priority":"high","due_date":"2026-12-01",
            "tags":["home","büro"],"order":-7,"created_at":"2026-03-01T12:00:00Z",
            "updated_at":"2026-03-01T12:00:01Z","rev":42,"url":"https://tasks.example.com/api/tasks/7"}
            """.ReplaceLineEndings(""),
            Rendered(task));
    }

    [Fact]
    public void A_task_with_nothing_but_a_title_names_every_field_too() => Assert.Equal(
        """
        {"id":1,"user_id":"alice","title":"Buy milk","description":null,"completed":false,"completed_at":null,
        "priority":"none","due_date":null,"tags":[],"order":1024,"created_at":"2026-03-01T12:00:00Z",
        "updated_at":"2026-03-01T12:00:00Z","rev":1,"url":"https://tasks.example.com/api/tasks/1"}
        """.ReplaceLineEndings(""),
        Rendered(TaskOf(1, 1)));

    [Fact]
    public void Whose_it_is_stands_there_as_signed_without_a_prefix()
    {
        var block = TaskJson.RenderBlock([TaskOf(1, 1)], new UserId("a-b", "acme"), Address);

        Assert.Contains("\"user_id\":\"a-b\"", Encoding.UTF8.GetString(block), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_a_text_holds_a_reader_gets_it_back()
    {
        foreach (var (name, task) in OddTasks.ByName)
        {
            using var read = JsonDocument.Parse(Rendered(task));
            var members = read.RootElement;

            Assert.True(members.GetProperty("title").GetString() == task.Title, name);
            Assert.True(members.GetProperty("description").GetString() == task.Description, name);
            Assert.True(members.GetProperty("due_date").GetString() == task.DueDate?.ToString(), name);
            Assert.True(members.GetProperty("order").GetInt32() == task.Order, name);
            var tags = members.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!);
            Assert.Equal(task.Tags, tags, StringComparer.Ordinal);
        }
    }

    [Fact]
    public void A_block_has_commas_between_its_tasks_and_none_around_them()
    {
        TaskItem[] tasks = [TaskOf(1, 1), TaskOf(2, 2), TaskOf(3, 3)];

        var block = Encoding.UTF8.GetString(TaskJson.RenderBlock(tasks, Alice, Address));

        Assert.Equal(string.Join(',', tasks.Select(Rendered)), block);
    }

    [Theory]
    [InlineData("none", TaskPriority.None)]
    [InlineData("low", TaskPriority.Low)]
    [InlineData("medium", TaskPriority.Medium)]
    [InlineData("high", TaskPriority.High)]
    public void Priorities_are_words(string word, TaskPriority priority)
    {
        Assert.Equal(word, priority.Word());
        Assert.True(TaskPriorities.TryParse(word, out var read));
        Assert.Equal(priority, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("High")]
    [InlineData("3")]
    [InlineData("urgent")]
    public void Another_word_is_no_priority(string? word) => Assert.False(TaskPriorities.TryParse(word, out _));

    private static string Rendered(TaskItem task) =>
        Encoding.UTF8.GetString(TaskJson.RenderBlock([task], Alice, Address));
}
