using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using LearnFlow.Web.Accounts;
using LearnFlow.Web.Accounts.External;
using LearnFlow.Web.Accounts.PersonalData;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Account;

/// <summary><c>/account</c>: name, password, address, second factor, export, deletion and sign-out.</summary>
[Authorize(Policies.Learner)]
public sealed class IndexModel(
    UserManager<Accounts.Account> accounts, SignInManager<Accounts.Account> signIn, AccountMail mail, PersonalDataOfAll personal) : PageModel
{
    /// <summary>Whose it is.</summary>
    public Accounts.Account Account { get; private set; } = null!;

    /// <summary>Whether a password opens it.</summary>
    public bool HasPassword { get; private set; }

    /// <summary>The provider's sign-ins that open it.</summary>
    public IList<UserLoginInfo> Logins { get; private set; } = [];

    /// <summary>The provider; null when none is configured.</summary>
    public OpenIdProvider? Provider => OpenIdProvider.Of(HttpContext);

    /// <summary>What was done, or why not.</summary>
    [TempData]
    public string? Said { get; set; }

    /// <summary>Shows the account.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (!await ReadAsync())
            return Challenge();

        (HasPassword, Logins) = (await accounts.HasPasswordAsync(Account), await accounts.GetLoginsAsync(Account));
        return Page();
    }

    /// <summary>Changes the name.</summary>
    public async Task<IActionResult> OnPostNameAsync([Required, StringLength(AccountsDbContext.LongestName)] string name)
    {
        if (!await ReadAsync())
            return Challenge();

        if (!ModelState.IsValid)
            return Say("A name has 1 to 60 characters.");

        Account.DisplayName = name.Trim();
        await accounts.UpdateAsync(Account);
        return Say(Shared.Said.Done("Your name is changed."));
    }

    /// <summary>Changes the password; all other sessions end.</summary>
    public async Task<IActionResult> OnPostPasswordAsync(string? current, string? password)
    {
        if (!await ReadAsync())
            return Challenge();

        var result = await accounts.ChangePasswordAsync(Account, current ?? "", password is { Length: <= 128 } ? password : "");
        if (!result.Succeeded)
            return Say(string.Join(" ", result.Errors.Select(error => error.Description)));

        await signIn.RefreshSignInAsync(Account);
        return Say(Shared.Said.Done("Your password is changed. Other devices are signed out within two minutes."));
    }

    /// <summary>Asks the owner of the new address to confirm it.</summary>
    public async Task<IActionResult> OnPostEmailAsync([Required, EmailAddress, StringLength(254)] string email, string? current)
    {
        if (!await ReadAsync())
            return Challenge();

        if (!ModelState.IsValid || !await accounts.CheckPasswordAsync(Account, current ?? ""))
            return Say("The address is not one, or the password is wrong.");

        if (await accounts.FindByEmailAsync(email) is null)
        {
            var token = await accounts.GenerateChangeEmailTokenAsync(Account, email);
            await mail.ConfirmAsync(email, Url.PageLink("Confirm", values: new { id = Account.Id, token, email })!);
        }

        return Say(Shared.Said.Done("We wrote to the new address; open the link in that mail."));
    }

    /// <summary>Takes a sign-in of the provider's away, unless it is the only way in.</summary>
    public async Task<IActionResult> OnPostDisconnectAsync(string? issuer, string? subject)
    {
        if (!await ReadAsync())
            return Challenge();

        if (!await accounts.HasPasswordAsync(Account))
            return Say("It is the only way into your account: set a password first.");

        await accounts.RemoveLoginAsync(Account, issuer ?? "", subject ?? "");
        await signIn.RefreshSignInAsync(Account);
        return Say(Shared.Said.Done("It is disconnected."));
    }

    /// <summary>Everything that LearnFlow knows of the account, as a file.</summary>
    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancellation)
    {
        if (!await ReadAsync())
            return Challenge();

        if (await personal.ExportAsync(Account.Id, cancellation) is not { } export)
        {
            return Say("A part of LearnFlow does not answer at the moment, and you should get everything; try again in a minute.");
        }

        return File(JsonSerializer.SerializeToUtf8Bytes(export, JsonConventions.Options), "application/json", "learnflow-my-data.json");
    }

    /// <summary>Deletes the account and everything that is kept about its owner, who proves to be there with the password, or without one by typing the address.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string? current, CancellationToken cancellationToken)
    {
        if (!await ReadAsync())
            return Challenge();

        var hasPassword = await accounts.HasPasswordAsync(Account);
        if (hasPassword ? !await accounts.CheckPasswordAsync(Account, current ?? "") : !string.Equals(current?.Trim(), Account.Email, StringComparison.OrdinalIgnoreCase))
        {
            return Say($"The {(hasPassword ? "password" : "address")} is wrong; nothing was deleted.");
        }

        if (!await personal.EraseAsync(Account.Id, cancellationToken))
        {
            return Say("Nothing was deleted, because a part of LearnFlow does not answer at the moment; try again in a minute.");
        }

        return await LeaveAsync();
    }

    /// <summary>Signs out.</summary>
    public Task<IActionResult> OnPostSignOutAsync() => LeaveAsync();

    /// <summary>Ends the session and clears what scripts kept in this browser (W3C, Clear Site Data, section 3.1).</summary>
    private async Task<IActionResult> LeaveAsync()
    {
        await signIn.SignOutAsync();
        Response.Headers["Clear-Site-Data"] = "\"storage\"";
        return Redirect("/");
    }

    private async Task<bool> ReadAsync()
    {
        var account = await accounts.FindByIdAsync(HttpContext.Visitor().LearnerId);
        Account = account!;
        return account is not null;
    }

    private RedirectToPageResult Say(string what)
    {
        Said = what;
        return RedirectToPage();
    }
}
