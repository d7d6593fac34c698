using Microsoft.AspNetCore.Identity;

namespace LearnFlow.Web.Accounts;

/// <summary>The roles, and in Development one account for each of them, which the sign-in page names.</summary>
public static partial class DemoAccounts
{
    /// <summary>The password of all of them.</summary>
    public const string Password = "learnflow-demo";

    /// <summary>Address, name and role of each.</summary>
    public static IReadOnlyList<(string Email, string Name, string Role)> All { get; } =
    [
        ("learner@learnflow.example", "Lena Learner", Roles.Learner),
        ("teacher@learnflow.example", "Tom Teacher", Roles.Teacher),
        ("admin@learnflow.example", "Ada Admin", Roles.Administrator),
    ];

    /// <summary>Makes what is missing.</summary>
    public static async Task SeedAsync(IServiceProvider services, bool withAccounts)
    {
        var roles = services.GetRequiredService<RoleManager<IdentityRole>>();
        foreach (var role in (string[])[Roles.Learner, Roles.Teacher, Roles.Administrator])
        {
            if (!await roles.RoleExistsAsync(role))
                await roles.CreateAsync(new IdentityRole(role));
        }

        if (withAccounts)
            await SeedAccountsAsync(services);
    }

    private static async Task SeedAccountsAsync(IServiceProvider services)
    {
        var accounts = services.GetRequiredService<UserManager<Account>>();
        var clock = services.GetRequiredService<TimeProvider>();
        foreach (var (email, name, role) in All)
        {
            if (await accounts.FindByEmailAsync(email) is not null)
                continue;

            var account = new Account
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"),
                UserName = email,
                Email = email,
                EmailConfirmed = true,
                DisplayName = name,
                CreatedAt = clock.GetUtcNow(),
            };
            if ((await accounts.CreateAsync(account, Password)).Succeeded)
                await accounts.AddToRoleAsync(account, role);
        }

        LogSeeded(services.GetRequiredService<ILoggerFactory>().CreateLogger("LearnFlow.Accounts"), string.Join(", ", All.Select(demo => demo.Email)), Password);
    }

    [LoggerMessage(LogLevel.Information, "Development: the demo accounts {Accounts} have the password {Password}.")]
    private static partial void LogSeeded(ILogger logger, string accounts, string password);
}
