using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LearnFlow.Web.Accounts;

/// <summary>Signs in whose password has been checked; the framework's own way would check it a second time.</summary>
public sealed class AccountSignIn(
    UserManager<Account> userManager, IHttpContextAccessor contextAccessor, IUserClaimsPrincipalFactory<Account> claimsFactory,
    IOptions<IdentityOptions> optionsAccessor, ILogger<SignInManager<Account>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<Account> confirmation)
    : SignInManager<Account>(userManager, contextAccessor, claimsFactory, optionsAccessor, logger, schemes, confirmation)
{
    /// <summary>Signs in, or asks for the second factor where the account has one.</summary>
    public Task<Microsoft.AspNetCore.Identity.SignInResult> SignInOrAskAsync(Account account) => SignInOrTwoFactorAsync(account, isPersistent: true);
}
