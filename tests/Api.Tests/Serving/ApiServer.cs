using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using TaskActors.Testing.Processes;
using TaskActors.Testing.Tokens;
using Xunit;

namespace TaskActors.Tests.Serving;

/// <summary>
/// The server for contract tests: the built executable as a process of its own, with real tokens and a real file. They
/// know of it only its address, a client whose every answer is checked against the OpenAPI document, and how to get a
/// token.
/// </summary>
public sealed class ApiServer : IAsyncLifetime, IDisposable
{
    public const string Origin = "http://localhost:3000";

    private static readonly TokenMint Mint = new(ApiSetup.Secret);

    private readonly TemporaryFolder _folder = new();
    private ApiProcess? _process;
    private DocumentedAnswers? _checked;

    public Uri BaseAddress => _process!.BaseAddress;

    /// <summary>All that the server wrote.</summary>
    public string Output => _process!.Output;

    /// <summary>Speaks for nobody.</summary>
    public HttpClient HttpClient { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _process = await ApiProcess.StartAsync(new ApiSetup
        {
            Folder = _folder.Path,
            Environment = [$"TASKACTORS_CORS_ORIGINS={Origin},https://tasks.example.org"],
        });
        _checked = new DocumentedAnswers(BaseAddress);
        HttpClient = NewClient();
    }

    public async Task DisposeAsync() => await _process!.DisposeAsync();

    public void Dispose()
    {
        HttpClient?.Dispose();
        _checked?.Dispose();
        _folder.Dispose();
    }

    /// <summary>A token of this user.</summary>
    public static string TokenFor(string user) => Mint.SignPayload($"{TokenPayload.Of(user, TimeProvider.System)}");

    /// <summary>Somebody who was never here.</summary>
    public static string NewUser([CallerMemberName] string name = "") => $"{name}-{Guid.NewGuid():N}";

    /// <summary>Speaks for this user.</summary>
    public HttpClient ClientOf(string user)
    {
        var client = NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenFor(user));
        return client;
    }

    /// <summary>Speaks for somebody who was never here.</summary>
    public HttpClient ClientOfNewUser([CallerMemberName] string name = "") => ClientOf(NewUser(name));

    private HttpClient NewClient() => new(_checked!, disposeHandler: false) { BaseAddress = BaseAddress };
}

/// <summary>One server for all contract tests: each test brings its own users.</summary>
[CollectionDefinition(Name)]
public sealed class ApiTests : ICollectionFixture<ApiServer>
{
    public const string Name = "API";
}
