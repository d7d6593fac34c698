using LearnFlow.Web.Accounts;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Account;

/// <summary><c>/account/confirm</c>: where the mail's link leads. The button posts, because mail scanners open links.</summary>
public sealed class ConfirmModel(Registration registration, UserManager<Accounts.Account> accounts) : PageModel
{
    /// <summary>The account.</summary>
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>The mail's token.</summary>
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    /// <summary>A changed address; null for a new account's.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Email { get; set; }

    /// <summary>Whether it worked; null before.</summary>
    public bool? IsConfirmed { get; private set; }

    /// <summary>Confirms.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var account = await accounts.FindByIdAsync(Id ?? "");
        IsConfirmed = account is not null && Token is { Length: > 0 } && (Email is null ? await registration.ConfirmAsync(account, Token) : await ChangeAsync(account, Email));
        if (IsConfirmed == true)
            GuestCookie.Forget(HttpContext);

        return Page();
    }

    private async Task<bool> ChangeAsync(Accounts.Account account, string email)
        => (await accounts.ChangeEmailAsync(account, email, Token)).Succeeded && (await accounts.SetUserNameAsync(account, email)).Succeeded;
}
