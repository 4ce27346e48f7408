using TaskActors.Api.Auth;
using TaskActors.Api.Settings;
using Xunit;

namespace TaskActors.Tests.Settings;

/// <summary>Which issuers' keys the settings name, and what is said of half a setting.</summary>
public sealed class KeySetSettingsTests
{
    [Theory]
    [InlineData("http://localhost:3000", "http://localhost:3000/api/auth/jwks", "http://localhost:3000")]
    [InlineData("http://localhost:3000/", "http://localhost:3000/api/auth/jwks", "http://localhost:3000")]
    [InlineData("https://App.Example.com:443", "https://app.example.com/api/auth/jwks", "https://app.example.com")]
    [InlineData("https://a.example/auth/", "https://a.example/auth/jwks", "https://a.example")]
    public void Everything_follows_from_the_frontends_address(string url, string keys, string origin)
    {
        var source = Assert.Single(KeySetSources.From(Sources.Read($"BETTER_AUTH_URL={url}")));

        Assert.Equal(keys, source.Address.ToString());
        Assert.Equal(origin, source.Rules.Issuer);
        Assert.Equal(origin, source.Rules.Audience);
        Assert.Null(source.Rules.IssuerName);
    }

    [Fact]
    public void Each_part_can_be_set_by_itself()
    {
        var source = Assert.Single(KeySetSources.From(Sources.Read(
            "BETTER_AUTH_URL=https://a.example", "TASKACTORS_JWKS_URL=http://web:3000/keys",
            "TASKACTORS_JWKS_ISSUER=me", "TASKACTORS_JWKS_AUDIENCE=none")));

        Assert.Equal("http://web:3000/keys", source.Address.ToString());
        Assert.Equal("me", source.Rules.Issuer);
        Assert.Null(source.Rules.Audience);
    }

    [Fact]
    public void Further_issuers_have_names_of_their_own()
    {
        var sources = KeySetSources.From(Sources.Read(
            "BETTER_AUTH_URL=https://a.example",
            "TASKACTORS_ISSUER_AUTH0_JWKS=https://t.auth0.com/.well-known/jwks.json",
            "TASKACTORS_ISSUER_AUTH0_ISSUER=https://t.auth0.com/", "TASKACTORS_ISSUER_AUTH0_AUDIENCE=tasks",
            "TASKACTORS_ISSUER_AUTH0_TYP=at+jwt",
            "TASKACTORS_ISSUER_KC_JWKS=https://kc/certs", "TASKACTORS_ISSUER_KC_ISSUER=https://kc",
            "TASKACTORS_ISSUER_KC_AUDIENCE=none"));

        Assert.Equal(
            " JWT https://a.example, auth0 at+jwt tasks, kc JWT ",
            string.Join(", ", sources.Select(source => source.Rules)
                .Select(rules => $"{rules.IssuerName} {rules.Type} {rules.Audience}")));
    }

    [Theory]
    [InlineData("TASKACTORS_JWKS_ISSUER is not set, and must be where TASKACTORS_JWKS_URL is",
        "TASKACTORS_JWKS_URL=http://web:3000/keys")]
    [InlineData("TASKACTORS_JWKS_URL is not set, and must be where TASKACTORS_JWKS_AUDIENCE is",
        "TASKACTORS_JWKS_AUDIENCE=x")]
    [InlineData("TASKACTORS_ISSUER_A_JWKS is not set", "TASKACTORS_ISSUER_A_ISSUER=x")]
    [InlineData("TASKACTORS_ISSUER_A_ISSUER is not set", "TASKACTORS_ISSUER_A_JWKS=https://a")]
    [InlineData("TASKACTORS_ISSUER_A_AUDIENCE is not set, and must be where TASKACTORS_ISSUER_A_JWKS is: the aud that "
        + "its tokens must carry, or none to let any pass, on purpose",
        "TASKACTORS_ISSUER_A_JWKS=https://a", "TASKACTORS_ISSUER_A_ISSUER=x")]
    public void Half_an_issuer_stops_the_start(string beginning, params string[] lines)
    {
        var error = Assert.Throws<SetupException>(() => KeySetSources.From(Sources.Read(lines)));

        Assert.StartsWith(beginning, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BETTER_AUTH_URL=localhost:3000")]
    [InlineData("BETTER_AUTH_URL=ftp://a.example")]
    [InlineData("BETTER_AUTH_URL=https://user:word@a.example")]
    [InlineData("BETTER_AUTH_URL=https://a.example/?x=1")]
    [InlineData("TASKACTORS_JWKS_URL=/api/auth/jwks")]
    [InlineData("TASKACTORS_JWKS_REFRESH_SECONDS=7200")]
    [InlineData("TASKACTORS_ISSUER_A_JWKS=keys.json")]
    [InlineData("TASKACTORS_ISSUER_a_JWKS=https://a")]
    [InlineData("TASKACTORS_ISSUER_A_B_JWKS=https://a")]
    [InlineData("TASKACTORS_ISSUER__JWKS=https://a")]
    [InlineData("TASKACTORS_ISSUER_A_KEYS=https://a")]
    [InlineData("TASKACTORS_ISSUER_JWKS=https://a")]
    public void A_setting_without_its_form_stops_the_start(string line) =>
        Assert.Throws<SetupException>(() => Sources.Read(line));

    [Fact]
    public void Development_makes_no_secret_where_published_keys_are_set()
    {
        var values = Sources.Read("ASPNETCORE_ENVIRONMENT=Development", "BETTER_AUTH_URL=http://localhost:3000");

        Assert.Empty(SecretSources.From(values));
    }

    [Fact]
    public void Published_keys_alone_are_enough_and_names_must_differ()
    {
        var source = new KeySource { Address = new Uri("https://a"), Rules = new TokenRules { IssuerName = "a" } };

        Assert.True(Check(source).Succeeded);
        Assert.Contains("Two issuers are named a", Check(source, source).FailureMessage, StringComparison.Ordinal);
        Assert.True(Check(source with { Rules = new TokenRules { IssuerName = "A" } }).Failed);
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Check(params KeySource[] sources) =>
        new TokenOptionsValidator().Validate(null, new TokenOptions { KeySources = [.. sources] });
}
