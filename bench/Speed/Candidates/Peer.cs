using TaskActors.Testing;
using TaskActors.Testing.Processes;

namespace TaskActors.Bench.Speed.Candidates;

/// <summary>A peer: a program of its own, told by its environment where it listens and what the secret is.</summary>
internal abstract class Peer : Candidate
{
    private StartedProgram? _program;

    public override Uri Address => _program!.Address;

    public override int ProcessId => _program!.Id;

    /// <summary>The folder below <c>bench/peers</c>.</summary>
    protected abstract string Folder { get; }

    public sealed override async Task<string?> TryStartAsync()
    {
        if (await WhyNotAsync() is { } reason)
        {
            return reason;
        }

        var port = FreePorts.Take();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BETTER_AUTH_SECRET"] = ApiSetup.Secret,
            ["PUBLIC_ADDRESS"] = $"http://127.0.0.1:{port}",
            ["PORT"] = $"{port}",
            ["NODE_ENV"] = "production",
        };
        await PrepareAsync(environment);
        _program = await StartedProgram.StartAsync(
            Repository.PathOf($"bench/peers/{Folder}"), port, environment, Command(port));
        return null;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }
    }

    /// <returns>Why it cannot be started here; null if it can.</returns>
    protected virtual Task<string?> WhyNotAsync() => Task.FromResult<string?>(null);

    /// <summary>Makes its store, and says where it is.</summary>
    protected virtual Task PrepareAsync(Dictionary<string, string> environment) => Task.CompletedTask;

    protected abstract string[] Command(int port);

    /// <summary>Where a C# peer was built, in the same configuration as this program.</summary>
    protected static string Built(string project)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Repository.PathOf(
            $"bench/peers/{project}/bin/{here.Parent!.Name}/{here.Name}/TaskActors.Bench.{project}.dll");
    }
}
