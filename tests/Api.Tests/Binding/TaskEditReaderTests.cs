using System.Text;
using TaskActors.Api.Tasks.Binding;
using Xunit;

namespace TaskActors.Tests.Binding;

public sealed class TaskEditReaderTests
{
    private static readonly string Long200 = new('x', 200);
    private static readonly string Emoji200 = string.Concat(Enumerable.Repeat("🦷", 200));

    public static TheoryData<string> Good { get; } =
    [
        """{"title": "x"}""",
        $$"""{"title": "{{Long200}}"}""",
        $$"""{"title": " {{Emoji200}} "}""",
        """{"title": "tab\tand line\nfeed"}""",
        """{"title": "x", "description": null}""",
        """{"title": "x", "description": ""}""",
        $$"""{"title": "x", "description": "{{new string('d', 4_000)}}"}""",
        """{"title": "x", "priority": "medium"}""",
        """{"title": "x", "due_date": "2026-12-01"}""",
        """{"title": "x", "due_date": "2026-12-01T10:00:00.1234567Z"}""",
        """{"title": "x", "due_date": ""}""",
        """{"title": "x", "tags": []}""",
        $$"""{"title": "x", "tags": [{{Tags(20)}}]}""",
        """{"title": "x", "order": -2147483648}""",
        """{"title": "x", "order": null}""",
        """{"title": "x", "unknown": {"deep": [[[{"title": 7}]]]}}""",
        """{"title": "x", "unknown": 1, "unknown": 2}""",
        "{\"title\": \"x\", \"\\ud800\": 1}",
        "{\"t\\u0069tle\": \"x\"}",
    ];

    public static TheoryData<string, string> Bad { get; } = new()
    {
        { """{}""", "title_invalid" },
        { """{"Title": "x"}""", "title_invalid" },
        { """{"title": null}""", "title_invalid" },
        { """{"title": 7}""", "title_invalid" },
        { """{"title": ["x"]}""", "title_invalid" },
        { """{"title": {"a": "x"}}""", "title_invalid" },
        { """{"title": ""}""", "title_invalid" },
        { """{"title": " \t\n "}""", "title_invalid" },
        { $$"""{"title": "{{Long200}}x"}""", "title_invalid" },
        { $$"""{"title": "{{Emoji200}}x"}""", "title_invalid" },
        { "{\"title\": \"a\\u0000b\"}", "title_invalid" },
        { "{\"title\": \"a\\u0085b\"}", "title_invalid" },
        { "{\"title\": \"a\\rb\"}", "title_invalid" },
        { "{\"title\": \"a\\ud800b\"}", "title_invalid" },
        { "{\"title\": \"\\udc00\\ud800\"}", "title_invalid" },
        { """{"title": "x", "description": 1}""", "description_invalid" },
        { $$"""{"title": "x", "description": "{{new string('d', 4_001)}}"}""", "description_invalid" },
        { "{\"title\": \"x\", \"description\": \"\\u001b\"}", "description_invalid" },
        { """{"title": "x", "completed": "true"}""", "completed_invalid" },
        { """{"title": "x", "completed": 1}""", "completed_invalid" },
        { """{"title": "x", "priority": "urgent"}""", "priority_invalid" },
        { """{"title": "x", "priority": "High"}""", "priority_invalid" },
        { """{"title": "x", "priority": 2}""", "priority_invalid" },
        { """{"title": "x", "due_date": "tomorrow"}""", "due_date_invalid" },
        { """{"title": "x", "due_date": "2026-02-30"}""", "due_date_invalid" },
        { """{"title": "x", "due_date": 1764547200}""", "due_date_invalid" },
        { """{"title": "x", "tags": "a"}""", "tags_invalid" },
        { """{"title": "x", "tags": {}}""", "tags_invalid" },
        { """{"title": "x", "tags": [1]}""", "tags_invalid" },
        { """{"title": "x", "tags": [null]}""", "tags_invalid" },
        { """{"title": "x", "tags": [["a"]]}""", "tags_invalid" },
        { """{"title": "x", "tags": [""]}""", "tags_invalid" },
        { """{"title": "x", "tags": ["a", "a"]}""", "tags_invalid" },
        { $$"""{"title": "x", "tags": ["{{new string('t', 51)}}"]}""", "tags_invalid" },
        { $$"""{"title": "x", "tags": [{{Tags(21)}}]}""", "tags_invalid" },
        { """{"title": "x", "order": 2147483648}""", "order_invalid" },
        { """{"title": "x", "order": 1.5}""", "order_invalid" },
        { """{"title": "x", "order": "1"}""", "order_invalid" },
        { """[]""", "body_invalid" },
        { """null""", "body_invalid" },
        { """{"title": "", "order": }""", "json_unreadable" },
        { """{"title": "x", "order": 1, "order": 2}""", "json_unreadable" },
        { """[1""", "json_unreadable" },
        { """{"title": "x"}{}""", "json_unreadable" },
        { """{"title": NaN}""", "json_unreadable" },
        { $$"""{"title": "x", "deep": {{new string('[', 40)}}{{new string(']', 40)}}}""", "json_unreadable" },
    };

    private static string Tags(int count) => string.Join(',', Enumerable.Range(0, count).Select(tag => $"\"{tag}\""));

    [Theory]
    [MemberData(nameof(Good))]
    public void A_task_that_keeps_the_rules_is_read(string json)
    {
        var edit = TaskEditReader.NewTask(Encoding.UTF8.GetBytes(json));

        Assert.Null(edit.Problem?.Detail);
        Assert.True(edit.Value!.Title.IsNamed);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_task_that_breaks_a_rule_is_refused_with_a_code(string json, string code)
    {
        var edit = TaskEditReader.NewTask(Encoding.UTF8.GetBytes(json));

        Assert.Equal(code, edit.Problem?.Code);
        Assert.Null(edit.Value);
    }

    [Fact]
    public void What_is_not_named_is_not_set_and_null_is_named()
    {
        var edit = TaskEditReader.Edit("""{"description": null, "order": null}"""u8).Value!;

        Assert.True(edit.Description.IsNamed);
        Assert.True(edit.Order.IsNamed);
        Assert.Null(edit.Order.Value);
        Assert.False(edit.Title.IsNamed);
        Assert.False(edit.Tags.IsNamed);
    }

    [Fact]
    public void An_answer_does_not_grow_with_the_number_of_errors()
    {
        var tags = string.Join(',', Enumerable.Repeat("7", 10_000));

        var edit = TaskEditReader.Edit(Encoding.UTF8.GetBytes($$"""{"tags": [{{tags}}], "title": ""}"""));

        Assert.InRange(edit.Problem!.Errors.Length, 1, 25);
    }

    [Fact]
    public void No_bytes_whatever_make_a_reader_throw()
    {
        var random = new Random(20_261_122);
        string[] pieces =
        [
            "{", "}", "[", "]", ",", ":", "\"", "\"title\"", "\"tags\"", "\"due_date\"", "\"completed\"", "\"order\"",
            "null", "true", "1e99", "-0", "\"x\"", "\\ud800", "\\u", "\u0001", "ü", " ", "\"\\ud83e\\uddb7\"",
            "\"2026-12-01\"",
        ];

        for (var round = 0; round < 20_000; round++)
        {
            var json = string.Concat(random.GetItems(pieces, random.Next(1, 14)));
            var bytes = Encoding.UTF8.GetBytes(round % 2 == 0 ? json : $$"""{"title": {{json}}}""");

            var edit = TaskEditReader.NewTask(bytes);
            var completion = CompletionReader.Read(bytes);

            Assert.True(edit.Value is null == edit.IsRefused, json);
            Assert.True(completion.Value is null == completion.IsRefused, json);
        }
    }
}
