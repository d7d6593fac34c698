using System.ComponentModel.DataAnnotations;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Account;

/// <summary><c>/account/second-factor</c>: the authenticator's code, or a recovery code, after the right password.</summary>
public sealed class SecondFactorModel(SignInManager<Accounts.Account> signIn) : PageModel
{
    private const int CodeLength = 6;

    /// <summary>The code.</summary>
    [BindProperty, Required, StringLength(20), Display(Name = "Code")]
    public string Code { get; set; } = "";

    /// <summary>Where to go then; only on this site.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Asks for the code of somebody who gave the right password just now.</summary>
    public async Task<IActionResult> OnGetAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is null ? RedirectToPage("SignIn") : Page();

    /// <summary>Signs in.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return Page();

        var code = Code.Replace(" ", "", StringComparison.Ordinal);
        var result = code.Length == CodeLength
            ? await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: true, rememberClient: false)
            : await signIn.TwoFactorRecoveryCodeSignInAsync(code);
        if (result.Succeeded)
        {
            GuestCookie.Forget(HttpContext);
            return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/learn");
        }

        ModelState.AddModelError("", "That code is not right, or there were too many tries: then wait five minutes.");
        return Page();
    }
}
