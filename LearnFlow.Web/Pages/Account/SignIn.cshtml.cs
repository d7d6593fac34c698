using System.ComponentModel.DataAnnotations;
using LearnFlow.Web.Accounts;
using LearnFlow.Web.Accounts.Passwords;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Account;

/// <summary><c>/account/sign-in</c>. Whatever fails, the answer and the work are the same: nobody learns which addresses have accounts.</summary>
public sealed class SignInModel(AccountSignIn signIn, PasswordCheck passwords) : PageModel
{
    /// <summary>The address.</summary>
    [BindProperty, Required, EmailAddress, Display(Name = "E-mail address"), StringLength(254)]
    public string Email { get; set; } = "";

    /// <summary>The password.</summary>
    [BindProperty, Required, DataType(DataType.Password), StringLength(128)]
    public string Password { get; set; } = "";

    /// <summary>Where to go then; only on this site.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Set when the provider's sign-in failed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? External { get; set; }

    /// <summary>Signs in.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return Page();

        var account = await passwords.FindAsync(Email, Password, HttpContext.Connection.RemoteIpAddress);
        var result = account is null ? Microsoft.AspNetCore.Identity.SignInResult.Failed : await signIn.SignInOrAskAsync(account);
        if (result.RequiresTwoFactor)
            return RedirectToPage("SecondFactor", new { ReturnUrl });

        if (result.Succeeded)
        {
            GuestCookie.Forget(HttpContext);
            return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/learn");
        }

        ModelState.AddModelError("", "That did not work. The address or the password is wrong, the address is not confirmed yet, or there were too many tries: then wait five minutes.");
        return Page();
    }
}
