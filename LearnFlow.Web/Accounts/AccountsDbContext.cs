using LearnFlow.Web.Accounts.Tokens;
using LearnFlow.Web.Teaching;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Web.Accounts;

/// <summary>The database <c>identitydb</c>: accounts, and the keys that protect cookies and sign tokens, shared by all replicas.</summary>
public sealed class AccountsDbContext(DbContextOptions<AccountsDbContext> options)
    : IdentityDbContext<Account, IdentityRole, string>(options), IDataProtectionKeyContext
{
    /// <summary>The longest name that somebody can give themselves.</summary>
    public const int LongestName = 60;

    /// <summary>Data Protection's key ring.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>The keys that sign access tokens.</summary>
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    /// <summary>Open struggles of learners; kept here because the teachers' pages are this site's.</summary>
    public DbSet<OpenStruggle> OpenStruggles => Set<OpenStruggle>();

    /// <summary>Ids of deleted accounts, hashed, so that old cookies open nothing.</summary>
    public DbSet<RetiredGuest> RetiredGuests => Set<RetiredGuest>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);
        builder.Entity<DataProtectionKey>().ToTable("data_protection_keys");
        builder.Entity<SigningKey>().ToTable("signing_keys");
        builder.Entity<OpenStruggle>().ToTable("open_struggles").HasIndex(struggle => struggle.At);
        builder.Entity<RetiredGuest>().ToTable("retired_guests").HasKey(guest => guest.Hash);
        builder.Entity<Account>().ToTable("accounts").Property(account => account.DisplayName).HasMaxLength(LongestName);
        builder.Entity<IdentityRole>().ToTable("roles");
        builder.Entity<IdentityUserRole<string>>().ToTable("account_roles");
        builder.Entity<IdentityUserClaim<string>>().ToTable("account_claims");
        builder.Entity<IdentityUserLogin<string>>().ToTable("account_logins");
        builder.Entity<IdentityUserToken<string>>().ToTable("account_tokens");
        builder.Entity<IdentityRoleClaim<string>>().ToTable("role_claims");
    }
}
