using System.Globalization;
using TaskActors.Testing.Postgres;
using TaskActors.Testing.Processes;
using Xunit;

namespace TaskActors.Tests.Web;

/// <summary>Better Auth keeps accounts where its one setting says.</summary>
[Collection(WebTests.Disturbed), LongSuite]
public sealed class AccountsDatabaseTests(WebTests web)
{
    [SkippableFact]
    public async Task One_setting_keeps_accounts_in_PostgreSQL()
    {
        web.App();
        await using var postgres = await PostgresServer.StartAsync();
        Skip.If(postgres.WhyNot is not null, postgres.WhyNot);
        var database = await postgres.NewDatabaseAsync();
        await using (var app = await WebApp.StartAsync($"AUTH_DATABASE={database}"))
        {
            await using var person = await Person.SignUpAsync(app, web.Browser(), "Ada");
            var page = await person.OpenAsync();
            await page.AddAsync("Kept by an account in PostgreSQL");
            await page.StoredAsync();

            Assert.Equal(["Kept by an account in PostgreSQL"], await person.StoredTitlesAsync());
            page.AssertQuiet();
        }

        var accounts = await PostgresServer.RunAsync(database, """SELECT count(*) FROM "user" """);
        Assert.Equal(1L, Convert.ToInt64(accounts, CultureInfo.InvariantCulture));
    }
}
