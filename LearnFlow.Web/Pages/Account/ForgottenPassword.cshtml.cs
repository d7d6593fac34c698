using System.ComponentModel.DataAnnotations;
using LearnFlow.Web.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Account;

/// <summary><c>/account/forgotten-password</c>. The answer is the same for every address.</summary>
public sealed class ForgottenPasswordModel(UserManager<Accounts.Account> accounts, AccountMail mail) : PageModel
{
    /// <summary>The address.</summary>
    [BindProperty, Required, EmailAddress, StringLength(254), Display(Name = "E-mail address")]
    public string Email { get; set; } = "";

    /// <summary>True when the mail is on its way, if there is an account.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Sends the link.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return Page();

        if (await accounts.FindByEmailAsync(Email) is { } account)
        {
            var token = await accounts.GeneratePasswordResetTokenAsync(account);
            await mail.ResetPasswordAsync(Email, Url.PageLink("ResetPassword", values: new { id = account.Id, token })!);
        }

        IsSent = true;
        return Page();
    }
}
