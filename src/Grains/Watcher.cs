using System.Threading.Channels;

namespace TaskActors;

/// <summary>
/// One open stream: the revisions that it has not yet taken. A reader who falls too far behind is dropped, because what
/// waits for him is held in memory; he resumes where he was.
/// </summary>
internal sealed class Watcher
{
    private readonly Channel<Revision> _revisions;

    public Watcher(int revisionsMax) =>
        _revisions = Channel.CreateBounded<Revision>(new BoundedChannelOptions(revisionsMax) { SingleReader = true });

    /// <summary>The revisions after the one at which the watcher was added; it ends when the stream must.</summary>
    public ChannelReader<Revision> Revisions => _revisions.Reader;

    public void Tell(Revision revision)
    {
        if (!_revisions.Writer.TryWrite(revision))
        {
            End();
        }
    }

    public void End() => _revisions.Writer.TryComplete();
}
