using System.ComponentModel.DataAnnotations;
using LearnFlow.Web.Accounts;
using LearnFlow.Web.Accounts.Passwords;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Account;

/// <summary><c>/account/reset-password</c>: where the mail's link leads.</summary>
public sealed class ResetPasswordModel(UserManager<Accounts.Account> accounts, Registration registration, FailedSignIns failures) : PageModel
{
    /// <summary>The account.</summary>
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>The mail's token.</summary>
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    /// <summary>The new password.</summary>
    [BindProperty, Required, DataType(DataType.Password), Display(Name = "New password"), StringLength(128, MinimumLength = 10, ErrorMessage = "A password has at least {2} characters.")]
    public string Password { get; set; } = "";

    /// <summary>True when it is set.</summary>
    public bool IsSet { get; private set; }

    /// <summary>Sets it; all other sessions end.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return Page();

        var account = await accounts.FindByIdAsync(Id ?? "");
        var result = account is null || string.IsNullOrEmpty(Token) ? null : await accounts.ResetPasswordAsync(account, Token, Password);
        IsSet = result?.Succeeded == true;
        if (IsSet)
        {
            await registration.ClaimAsync(account!);
            failures.Clear(account!.Email!, HttpContext.Connection.RemoteIpAddress);
        }
        else
        {
            ModelState.AddModelError("", result?.Errors.FirstOrDefault(error => error.Code.StartsWith("Password", StringComparison.Ordinal))?.Description
                ?? "This link does not work any more; ask for a new one.");
        }

        return Page();
    }
}
