using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static TaskActors.Testing.Samples;

namespace TaskActors.Tests.Lists;

/// <summary>A long list costs a change one block, and never becomes a block for every task.</summary>
public sealed class TaskBlocksTests
{
    private static readonly TaskItem[] Many = [.. Enumerable.Range(1, 10_000).Select(id => TaskOf(id, id))];

    [Fact]
    public void Ten_thousand_tasks_are_found_and_come_in_order()
    {
        var blocks = TaskBlocks.Of(Many);

        Assert.Equal(10_000, blocks.Count);
        Assert.Equal(625, blocks.Blocks.Length);
        Assert.Equal(Many, blocks.Tasks());
        Assert.All(Many, task => Assert.Same(task, blocks.Find(task.Id)));
        Assert.Null(blocks.Find(new TaskId(10_001)));
        Assert.Null(TaskBlocks.Empty.Find(new TaskId(1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(5_000)]
    [InlineData(10_000)]
    public void A_change_renders_one_block_again_and_no_other(long id)
    {
        var list = ListDesk.Loaded(Many);
        var before = BlocksOf(list);

        var edit = new TaskEdit { Title = Optional.Of("changed") };
        var after = BlocksOf(list.Edit(new TaskId(id), edit, null, Noon).Next);

        Assert.Equal(before.Length, after.Length);
        var changed = before.Index().Where(block => after[block.Index] != block.Item).Select(block => block.Index);
        Assert.Equal([(int)(id - 1) / TaskBlock.LengthMax], changed);
    }

    [Fact]
    public void A_new_task_and_a_deleted_one_render_one_block_again_too()
    {
        var list = ListDesk.Loaded(Many, new TaskLimits { TasksMax = 10_001 });
        var before = BlocksOf(list).ToHashSet();

        var added = BlocksOf(list.Create(new TaskEdit { Title = Optional.Of("new") }, null, Noon).Next);
        var removed = BlocksOf(list.Delete(new TaskId(5_000), null, Noon).Next);

        Assert.Equal((626, 625), (added.Length, added.Count(before.Contains)));
        Assert.Equal((625, 624), (removed.Length, removed.Count(before.Contains)));
    }

    [Fact]
    public void What_was_read_before_a_change_still_says_what_it_said()
    {
        var before = ListDesk.Loaded(Many);

        var after = before.Delete(new TaskId(5_000), null, Noon).Next;

        Assert.Equal(Many, before.Tasks());
        Assert.Equal(Many.Where(task => task.Id.Value != 5_000), after.Tasks());
    }

    [Fact]
    public void Another_public_address_renders_for_itself()
    {
        var list = ListDesk.Loaded([TaskOf(1, 1)]);

        var one = list.Read(TaskQuery.Everything, "http://one").Blocks[0];
        var other = list.Read(TaskQuery.Everything, "http://other").Blocks[0];

        Assert.True(one.AsSpan().EndsWith("\"http://one/api/tasks/1\"}"u8));
        Assert.True(other.AsSpan().EndsWith("\"http://other/api/tasks/1\"}"u8));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Deleting_most_of_a_long_list_leaves_few_blocks(bool isOldestFirst)
    {
        var gone = Many.Where(task => task.Id.Value % 64 != 0);
        var blocks = TaskBlocks.Of(Many);

        foreach (var task in isOldestFirst ? gone : gone.Reverse())
        {
            blocks = blocks.Without(task);
        }

        Assert.Equal(156, blocks.Count);
        Assert.Equal(Many.Where(task => task.Id.Value % 64 == 0), blocks.Tasks());
        Assert.InRange(blocks.Blocks.Length, 1, 40);
    }

    [Fact]
    public void Any_changes_give_what_a_plain_list_says() => Prop.ForAll(Histories.ToArbitrary(), history =>
    {
        var plain = new List<TaskItem>();
        var blocks = TaskBlocks.Empty;
        foreach (var (kind, at) in history)
        {
            blocks = Change(plain, blocks, kind, at);
        }

        Assert.Equal(plain, blocks.Tasks());
        Assert.Equal(plain.Count, blocks.Count);
        Assert.Equal(plain.Count == 0 ? 0 : plain.Max(task => task.Order), blocks.OrderMax);
        Assert.Equal(plain.LastOrDefault()?.Id.Value ?? 0, blocks.LastId);
        Assert.All(blocks.Blocks.ToArray(), block => Assert.InRange(block.Length, 1, TaskBlock.LengthMax));
        Assert.InRange(blocks.Blocks.Length, 0, 1 + (plain.Count / (TaskBlock.LengthMax / 4)));
        Assert.All(blocks.Blocks.ToArray(), block => Assert.Equal(RevMaxOf(block), block.RevMax));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static long RevMaxOf(TaskBlock block) => block.Tasks.ToArray().Max(task => task.Rev);

    [Fact]
    public void Whatever_was_rendered_before_a_block_renders_as_its_tasks_are() => Prop.ForAll(
        Histories.ToArbitrary(), history =>
        {
            var user = new UserId("ada");
            var blocks = TaskBlocks.Empty;
            var plain = new List<TaskItem>();
            foreach (var (kind, at) in history)
            {
                blocks = Change(plain, blocks, kind, at);
                // Now and then, and now and then for somebody who knows the server by another name.
                if (at % 5 == 0)
                {
                    AssertRenders(blocks, user, at % 3 == 0 ? "http://other" : "http://one");
                }
            }

            AssertRenders(blocks, user, "http://one");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    private static void AssertRenders(TaskBlocks blocks, UserId user, string publicAddress)
    {
        foreach (var block in blocks.Blocks)
        {
            var anew = TaskJson.RenderBlock(block.Tasks.ToArray(), user, publicAddress);
            Assert.True(anew.AsSpan().SequenceEqual(block.Render(user, publicAddress)));
        }
    }

    private static ImmutableArray<byte[]> BlocksOf(TaskList list) =>
        list.Read(TaskQuery.Everything, ListDesk.Address).Blocks;

    private static TaskBlocks Change(List<TaskItem> plain, TaskBlocks blocks, char kind, int at)
    {
        if (kind == '+' || plain.Count == 0)
        {
            plain.Add(TaskOf((plain.LastOrDefault()?.Id.Value ?? 0) + 1 + (at % 3), at) with { Order = at - 500 });
            return blocks.Append(plain[^1]);
        }

        at %= plain.Count;
        var task = plain[at];
        if (kind == '=')
        {
            plain[at] = task with { Order = task.Order * -3 };
            return blocks.With(plain[at]);
        }

        plain.RemoveAt(at);
        return blocks.Without(task);
    }

    /// <summary>Long runs of one kind, so that lists grow over many blocks and shrink again.</summary>
    private static Gen<(char Kind, int At)[]> Histories =>
        from runs in Gen.ArrayOf(
            from kind in Gen.Elements('+', '+', '=', '-')
            from length in Gen.Choose(1, 200)
            from steps in Gen.ArrayOf(Gen.Choose(0, 999), length)
            select steps.Select(at => (kind, at)),
            8)
        select runs.SelectMany(run => run).ToArray();
}
