using System.Diagnostics;
using LearnFlow.Web.Accounts.Tokens;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Web.Accounts;

/// <summary>Storage of accounts and keys.</summary>
public static class AccountsStorage
{
    /// <summary>The connection's name.</summary>
    public const string ConnectionName = "identitydb";

    /// <summary>
    /// Keeps accounts, Data Protection's keys and the signing keys in <c>identitydb</c>. Without that connection (the site
    /// started alone, to work on its pages) everybody is a guest and ASP.NET Core keeps its keys on this machine.
    /// </summary>
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IssuerKeys>();
        builder.Services.AddSingleton<ISigningKeySource>(services => services.GetRequiredService<IssuerKeys>());
        builder.Services.AddSingleton<AccessTokenIssuer>();
        builder.Services.AddSingleton<RetiredGuests>();
        builder.Services.AddSingleton<MemberRoles>();
        builder.Services.AddTransient<MemberNames>();
        var keys = builder.Services.AddDataProtection().SetApplicationName("LearnFlow.Web");
        if (!HasDatabase(builder.Configuration))
            return;

        // A query is part of the work that asks; a loop that looks for changes makes no traces of its own.
        builder.AddNpgsqlDbContext<AccountsDbContext>(ConnectionName, configureDbContextOptions: options => options.UseNpgsql(npgsql =>
            npgsql.ConfigureDataSource(source => source.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(_ => Activity.Current is not null)))));
        keys.PersistKeysToDbContext<AccountsDbContext>();
        builder.AddSignIn();
    }

    /// <summary>Brings the database to this version's schema (EF Core lets one replica at a time do it) and makes the roles.</summary>
    public static async Task PrepareAccountsAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<AccountsDbContext>() is not { } database)
        {
            app.UseNoAccounts();
            return;
        }

        // Asked first: MigrateAsync compares the whole model and takes a lock even when there is nothing to do.
        var stopping = app.Lifetime.ApplicationStopping;
        if ((await database.Database.GetPendingMigrationsAsync(stopping)).Any())
            await database.Database.MigrateAsync(stopping);
        await DemoAccounts.SeedAsync(scope.ServiceProvider, app.Environment.IsDevelopment());
    }

    /// <summary>Whether there is a place for accounts.</summary>
    public static bool HasDatabase(IConfiguration configuration) => !string.IsNullOrEmpty(configuration.GetConnectionString(ConnectionName));

    /// <summary>Without a place for accounts their pages say so.</summary>
    private static void UseNoAccounts(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/account", StringComparison.OrdinalIgnoreCase)
            || context.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase)
            || context.Request.Path.StartsWithSegments("/teach", StringComparison.OrdinalIgnoreCase),
        accounts => accounts.Run(context => Results.Problem(
            "This site runs without a database, so there are no accounts; start it through LearnFlow.AppHost.",
            statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context)));
}
