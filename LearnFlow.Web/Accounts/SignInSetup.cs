using LearnFlow.PersonalData;
using LearnFlow.Web.Accounts.External;
using LearnFlow.Web.Accounts.Mail;
using LearnFlow.Web.Accounts.Passwords;
using LearnFlow.Web.Accounts.PersonalData;
using LearnFlow.Web.Teaching;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.UI.Services;

namespace LearnFlow.Web.Accounts;

/// <summary>ASP.NET Core Identity as LearnFlow uses it.</summary>
internal static class SignInSetup
{
    /// <summary>The cookie that says who is signed in.</summary>
    public const string SessionCookie = "learnflow-session";

    /// <summary>A sign-out everywhere holds for open sessions after this time; a new role and a deletion sooner (<see cref="MemberRoles"/>).</summary>
    private static readonly TimeSpan SessionCheck = TimeSpan.FromMinutes(2);

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddIdentityCore<Account>(Configure)
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<AccountsDbContext>()
            .AddSignInManager<AccountSignIn>()
            .AddPasswordValidator<CommonPasswords>()
            .AddDefaultTokenProviders();
        services.AddAuthentication().AddIdentityCookies(cookies =>
        {
            cookies.ApplicationCookie!.Configure(cookie =>
            {
                cookie.Cookie.Name = SessionCookie;
                cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            });
            cookies.TwoFactorUserIdCookie!.Configure(cookie => cookie.Cookie.Name = "learnflow-second-factor");
            cookies.TwoFactorRememberMeCookie!.Configure(cookie => cookie.Cookie.Name = "learnflow-known-device");
            cookies.ExternalCookie!.Configure(cookie => cookie.Cookie.Name = "learnflow-external");
        });
        builder.AddOpenId();
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = SessionCheck);
        services.AddSingleton<FailedSignIns>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped<IPersonalData, StrugglesOfPerson>();
        services.AddScoped<IPersonalData, AccountOfPerson>(); // the last, so that a failure before leaves an account to try again with
        services.AddScoped<PersonalDataOfAll>();
        services.AddScoped<Registration>();
        services.AddScoped<StruggleBoard>();
        services.AddSingleton<AccountMail>();
        services.AddSingleton<ConsoleMail>();
        if (string.IsNullOrEmpty(builder.Configuration["Mail:Host"]))
            services.AddSingleton<IEmailSender>(provider => provider.GetRequiredService<ConsoleMail>());
        else
            services.AddSingleton<IEmailSender, SmtpMail>();
    }

    /// <summary>
    /// Length instead of composition rules (NIST SP 800-63B-4, section 3.1.1.2), and a list of the commonest. Lock-out is for
    /// second factors: only who knows the password gets there; wrong passwords are counted by <see cref="FailedSignIns"/>.
    /// </summary>
    private static void Configure(IdentityOptions options)
    {
        options.ClaimsIdentity.UserIdClaimType = Principals.Subject;
        options.ClaimsIdentity.RoleClaimType = Principals.Role;
        options.User.RequireUniqueEmail = true;
        options.SignIn.RequireConfirmedEmail = true;
        options.Password.RequiredLength = 10;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Password.RequiredUniqueChars = 4;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }
}
