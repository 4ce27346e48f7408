using System.Collections.Immutable;

namespace TaskActors;

/// <summary>Answers what changed in a list since a revision.</summary>
public static class TaskListChanges
{
    public static TaskChanges Since(this TaskList list, long since, string publicAddress)
    {
        if (since > list.Rev || since < list.Tombstones.Floor)
        {
            var all = list.Read(TaskQuery.Everything, publicAddress);
            return new TaskChanges { Rev = list.Rev, IsReset = true, Blocks = all.Blocks };
        }

        var changed = list.Blocks.Blocks.ToArray()
            .Where(block => block.RevMax > since)
            .SelectMany(block => block.Tasks.ToArray().Where(task => task.Rev > since));
        return new TaskChanges
        {
            Rev = list.Rev,
            Blocks =
            [
                .. changed.Chunk(TaskBlock.LengthMax)
                    .Select(tasks => TaskJson.RenderBlock(tasks, list.User, publicAddress)),
            ],
            Deleted = [.. list.Tombstones.Items.Where(grave => grave.Rev > since).Select(grave => grave.Id)],
        };
    }
}
