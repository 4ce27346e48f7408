using System.Net;
using System.Net.Sockets;
using Npgsql;
using TaskActors.Storage;
using Xunit;

namespace TaskActors.Tests.Postgres;

/// <summary>Whoever waits for a server that says nothing keeps no thread from others while it loads lists.</summary>
public sealed class PostgresWaitingTests : IDisposable
{
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public PostgresWaitingTests() => _silent.Start();

    public void Dispose() => _silent.Dispose();

    [Fact]
    public async Task Opening_for_reading_waits_without_a_thread_and_can_be_given_up()
    {
        var url = $"postgresql://nobody@127.0.0.1:{((IPEndPoint)_silent.LocalEndpoint).Port}/nothing";
        using var dialect = new PostgresDialect(
            new PostgresConnections(PostgresUrl.Parse(url), TimeSpan.FromSeconds(1)), first: null, isShared: true);
        using var leaving = new CancellationTokenSource();

        // A call that blocked would come back with the server's time-out, ended.
        var opening = dialect.OpenForReadingAsync(leaving.Token);
        Assert.False(opening.IsCompleted);

        await leaving.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<Exception>(() => opening);
        // Where other tests keep the machine busy, the time to connect may be over first.
        Assert.True(
            error is OperationCanceledException or NpgsqlException { InnerException: TimeoutException }, $"{error}");
    }
}
