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
    /// Keeps Data Protection's keys in <c>identitydb</c>. Without that connection (the site started alone, to work on its
    /// pages) ASP.NET Core keeps them in its default place on this machine.
    /// </summary>
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IssuerKeys>();
        builder.Services.AddSingleton<ISigningKeySource>(services => services.GetRequiredService<IssuerKeys>());
        builder.Services.AddSingleton<AccessTokenIssuer>();
        var keys = builder.Services.AddDataProtection().SetApplicationName("LearnFlow.Web");
        if (!builder.HasDatabase())
            return;

        builder.AddNpgsqlDbContext<AccountsDbContext>(ConnectionName);
        keys.PersistKeysToDbContext<AccountsDbContext>();
    }

    /// <summary>Brings the database to this version's schema; EF Core lets one replica at a time do it.</summary>
    public static async Task PrepareAccountsAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<AccountsDbContext>() is { } database)
            await database.Database.MigrateAsync(app.Lifetime.ApplicationStopping);
    }

    private static bool HasDatabase(this WebApplicationBuilder builder)
        => !string.IsNullOrEmpty(builder.Configuration.GetConnectionString(ConnectionName));
}
