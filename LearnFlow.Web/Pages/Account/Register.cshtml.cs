using System.ComponentModel.DataAnnotations;
using LearnFlow.Web.Accounts;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Account;

/// <summary><c>/account/register</c>. The answer is the same whether the address has an account or not; its owner's mail tells.</summary>
public sealed class RegisterModel(Registration registration, UserManager<Accounts.Account> accounts, AccountMail mail) : PageModel
{
    /// <summary>What pages call them.</summary>
    [BindProperty, Required, StringLength(AccountsDbContext.LongestName), Display(Name = "Your name")]
    public string Name { get; set; } = "";

    /// <summary>The address.</summary>
    [BindProperty, Required, EmailAddress, StringLength(254), Display(Name = "E-mail address")]
    public string Email { get; set; } = "";

    /// <summary>The password.</summary>
    [BindProperty, Required, DataType(DataType.Password), StringLength(128, MinimumLength = 10, ErrorMessage = "A password has at least {2} characters.")]
    public string Password { get; set; } = "";

    /// <summary>True when the mail is on its way.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Makes the account, or tells its owner that there is one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return Page();

        var (account, result) = await registration.RegisterAsync(HttpContext.Visitor(), Name, Email, Password);
        if (result.Succeeded)
        {
            var token = await accounts.GenerateEmailConfirmationTokenAsync(account);
            await mail.ConfirmAsync(Email, Url.PageLink("Confirm", values: new { id = account.Id, token })!);
        }
        else if (Registration.IsTaken(result))
        {
            await mail.AlreadyRegisteredAsync(Email, Url.PageLink("SignIn")!);
        }
        else
        {
            foreach (var error in result.Errors.Where(error => error.Code is not ("DuplicateEmail" or "DuplicateUserName")))
                ModelState.AddModelError("", error.Description);

            return Page();
        }

        IsSent = true;
        return Page();
    }
}
