using System.Net.Sockets;
using System.Text;
using TaskActors.Api.Settings;

namespace TaskActors.Api.Watching;

/// <summary>
/// Where a running server is watched: a socket in the file system beside the data. It needs no port and no token: the
/// rights of the folder say who may.
/// </summary>
internal static class WatchSocket
{
    private const string FileName = "watch.sock";

    // The system's own bound on such names, with its closing zero.
    private const int BytesMax = 104;

    public static string PathOf(StorageAddress storage) => Path.Combine(storage.Folder, FileName);

    /// <summary>Whether the system can have a socket of that name.</summary>
    public static bool IsPossible(string path) =>
        Socket.OSSupportsUnixDomainSockets && Encoding.UTF8.GetByteCount(path) < BytesMax;

    public static Socket Create() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
