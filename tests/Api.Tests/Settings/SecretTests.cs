using System.Text;
using Microsoft.Extensions.Options;
using TaskActors.Api.Auth;
using TaskActors.Api.Settings;
using TaskActors.Settings;
using Xunit;

namespace TaskActors.Tests.Settings;

/// <summary>Which secrets are taken, which are refused, and what is said then.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Good = "Zq8w3vR7mN2xK5tY9bL4cJ6hF1gD0sAe";
    private const string MakeOne = "make one with: openssl rand -base64 32";

    private readonly string _folder = Directory.CreateTempSubdirectory("taskactors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_key_is_the_bytes_of_the_secret_as_they_are()
    {
        const string secret = " \"c2VjcmV0IG9mIHNvbWUgbGVuZ3Ro\" ünï=\t ";

        var keys = SecretSources.From(Sources.Read($"BETTER_AUTH_SECRET={secret}"));

        Assert.Equal(Encoding.UTF8.GetBytes(secret), Assert.Single(keys).Key);
    }

    [Fact]
    public void During_a_rotation_all_secrets_count_the_list_first()
    {
        var keys = SecretSources.From(
            Sources.Read($"BETTER_AUTH_SECRETS=2:new {Good} , 1:old:{Good}", $"BETTER_AUTH_SECRET={Good}"));

        var texts = keys.Select(key => Encoding.UTF8.GetString(key.Key));
        Assert.Equal($"new {Good}|old:{Good}|{Good}", string.Join('|', texts));
    }

    [Theory]
    [InlineData("abc", "BETTER_AUTH_SECRETS must look like 2:new,1:old, which its entry 1 does not.")]
    [InlineData("2:abc,x:def", "BETTER_AUTH_SECRETS must look like 2:new,1:old, which its entry 2 does not.")]
    [InlineData("2:abc,", "BETTER_AUTH_SECRETS must look like 2:new,1:old, which its entry 2 does not.")]
    [InlineData("-1:abc", "BETTER_AUTH_SECRETS must look like 2:new,1:old, which its entry 1 does not.")]
    [InlineData("2:", "BETTER_AUTH_SECRETS has no key after version 2.")]
    [InlineData("2:abc,2:def", "BETTER_AUTH_SECRETS names version 2 twice.")]
    public void A_list_without_its_form_stops_the_start_and_shows_no_key(string list, string sentence)
    {
        var values = Sources.Read($"BETTER_AUTH_SECRETS={list}");

        var error = Assert.Throws<SetupException>(() => SecretSources.From(values));

        Assert.Equal(sentence, error.Message);
    }

    [Theory]
    [InlineData("BETTER_AUTH_SECRET=short", "BETTER_AUTH_SECRET has 5 bytes, and under 32 a key can be guessed")]
    [InlineData("BETTER_AUTH_SECRET=1234567890123456789012345678901", "BETTER_AUTH_SECRET has 31 bytes, and under 32")]
    [InlineData("BETTER_AUTH_SECRETS=2:Zq8w3vR7mN2xK5tY9bL4cJ6hF1gD0sAe,1:old",
        "Version 1 in BETTER_AUTH_SECRETS has 3 bytes, and under 32 a key can be guessed")]
    [InlineData("BETTER_AUTH_SECRET=better-auth-secret-12345678901234567890",
        "BETTER_AUTH_SECRET is Better Auth's well-known default, with which anybody can sign")]
    [InlineData("PORT=1", "No key is set, so no token could be believed")]
    public void A_key_that_can_be_guessed_stops_the_start(string line, string beginning)
    {
        var result = Check(Sources.Read(line));

        var failure = Assert.Single(result.Failures!);
        Assert.StartsWith(beginning, failure, StringComparison.Ordinal);
        Assert.Contains(MakeOne, failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short", true)]
    [InlineData("better-auth-secret-12345678901234567890", false)]
    [InlineData("better-auth-secret-123456789", false)]
    public void A_short_key_can_be_allowed_but_never_the_well_known_one(string secret, bool isAccepted)
    {
        var result = Check(Sources.Read($"BETTER_AUTH_SECRET={secret}", "TASKACTORS_ALLOW_SHORT_SECRET=true"));

        Assert.Equal(isAccepted, result.Succeeded);
    }

    [Theory]
    [InlineData("12345678901234567890123456789012")]
    [InlineData("üüüüüüüüüüüüüüüü")]
    public void Thirty_two_bytes_are_enough(string secret) =>
        Assert.True(Check(Sources.Read($"BETTER_AUTH_SECRET={secret}")).Succeeded);

    [Fact]
    public void Development_makes_a_secret_once_and_keeps_it_for_its_owner()
    {
        var values = Sources.Read(["ASPNETCORE_ENVIRONMENT=Development"], [], _folder);

        var first = Assert.Single(SecretSources.From(values));
        var second = Assert.Single(SecretSources.From(values));

        var path = Path.Combine(_folder, "data", "dev-secret");
        Assert.Equal(first.Key, second.Key);
        Assert.False(first.IsShort);
        Assert.Equal($"generated for Development, kept in {path}", first.Origin);
        Assert.Equal($"made for Development, kept in {path}", second.Origin);
        Assert.Equal("dev-secret", Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(_folder, "data")))));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public async Task Processes_that_start_together_have_one_secret()
    {
        // Each round is one chance to see two of them make the file.
        for (var round = 0; round < 100; round++)
        {
            var folder = Path.Combine(_folder, $"{round}");
            var values = Sources.Read(["ASPNETCORE_ENVIRONMENT=Development"], [], folder);

            var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(
                _ => Task.Run(() => Convert.ToHexString(SecretSources.From(values)[0].Key))));

            Assert.Single(keys.Distinct(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_secret_that_cannot_be_kept_is_one_sentence()
    {
        File.WriteAllText(Path.Combine(_folder, "data"), "a file where the folder should be");
        var values = Sources.Read(["ASPNETCORE_ENVIRONMENT=Development"], [], _folder);

        var error = Assert.Throws<SetupException>(() => SecretSources.From(values));

        Assert.StartsWith(
            "No BETTER_AUTH_SECRET is set, and none can be kept in ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_never_shows_itself()
    {
        var secret = new SharedSecret("BETTER_AUTH_SECRET", Good, "from the environment");

        Assert.Equal("BETTER_AUTH_SECRET", $"{secret}");
    }

    private static ValidateOptionsResult Check(SettingValues values)
    {
        var options = values.Get<TokenOptions>();
        options.Secrets = SecretSources.From(values);
        return new TokenOptionsValidator().Validate(null, options);
    }
}
