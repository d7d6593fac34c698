using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LearnFlow.Web.Accounts;

/// <summary>Gives <c>dotnet ef migrations add</c> the model without starting the site; it connects to nothing.</summary>
internal sealed class DesignTimeDatabase : IDesignTimeDbContextFactory<AccountsDbContext>
{
    public AccountsDbContext CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<AccountsDbContext>().UseNpgsql("Host=localhost;Database=identitydb").Options);
}
