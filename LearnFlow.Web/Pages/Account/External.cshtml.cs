using LearnFlow.Web.Accounts;
using LearnFlow.Web.Accounts.External;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Account;

/// <summary>
/// <c>/account/external</c>: signs in with the provider's account; for somebody who is signed in it connects the two. An
/// address alone connects nothing: who gets another's address at the provider would get their account here.
/// </summary>
public sealed class ExternalModel(
    SignInManager<Accounts.Account> signIn, UserManager<Accounts.Account> accounts, Registration registration, AccountMail mail) : PageModel
{
    /// <summary>The provider; null when none is configured.</summary>
    public OpenIdProvider? Provider => OpenIdProvider.Of(HttpContext);

    /// <summary>Where the provider asks who it is.</summary>
    public string? Address { get; private set; }

    /// <summary>Whom we wrote to; null when no mail is on its way.</summary>
    public string? MailedTo { get; private set; }

    /// <summary>Where to go then; only on this site.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>What was done, or why not, for the account's page.</summary>
    [TempData]
    public string? Said { get; set; }

    /// <summary>
    /// Leads to the provider. A page in between does so, not this form's own answer: redirects of a form must stay within
    /// the Content-Security-Policy's <c>form-action</c>, and where a provider sends people on to is not known here.
    /// </summary>
    public async Task<IActionResult> OnPostAsync(string? current)
    {
        if (Provider is null)
            return NotFound();

        var account = await MemberAsync();
        if (account is not null && !await accounts.CheckPasswordAsync(account, current ?? ""))
            return ToAccount("The password is wrong; nothing was connected.");

        var back = Url.Page("External", "Back", new { ReturnUrl });
        try
        {
            await HttpContext.ChallengeAsync(OpenIdSetup.Scheme, signIn.ConfigureExternalAuthenticationProperties(OpenIdSetup.Scheme, back, account?.Id));
        }
        catch (InvalidOperationException)
        {
            return Failed(); // the provider cannot be reached; the framework has logged why
        }

        Address = Response.Headers.Location;
        Response.Headers.Location = default;
        Response.Headers["Refresh"] = $"0; url={Address}";
        Response.StatusCode = StatusCodes.Status200OK;
        return Page();
    }

    /// <summary>Takes what the provider said.</summary>
    public async Task<IActionResult> OnGetBackAsync()
    {
        var account = await MemberAsync();
        var said = await signIn.GetExternalLoginInfoAsync(account?.Id);
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme);
        return said is null ? Failed() : account is null ? await SignInAsync(ExternalPerson.Of(said)) : await ConnectAsync(account, ExternalPerson.Of(said));
    }

    private async Task<IActionResult> SignInAsync(ExternalPerson person)
    {
        var account = await accounts.FindByLoginAsync(person.Login.LoginProvider, person.Login.ProviderKey);
        if (account is null)
        {
            if (person.Email is null)
                return Failed();

            (account, var registered) = await registration.RegisterAsync(HttpContext.Visitor(), person);
            if (Registration.IsTaken(registered))
            {
                await mail.AlreadyRegisteredAsync(person.Email, Url.PageLink("SignIn")!);
                return Mailed(person.Email);
            }

            if (!registered.Succeeded)
                return Failed();
        }

        if (!account.EmailConfirmed)
        {
            var token = await accounts.GenerateEmailConfirmationTokenAsync(account);
            await mail.ConfirmAsync(account.Email!, Url.PageLink("Confirm", values: new { id = account.Id, token })!);
            return Mailed(account.Email!);
        }

        var result = await signIn.ExternalLoginSignInAsync(person.Login.LoginProvider, person.Login.ProviderKey, isPersistent: true, bypassTwoFactor: false);
        if (result.RequiresTwoFactor)
            return RedirectToPage("SecondFactor", new { ReturnUrl });

        if (!result.Succeeded)
            return Failed();

        GuestCookie.Forget(HttpContext);
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/learn");
    }

    private async Task<IActionResult> ConnectAsync(Accounts.Account account, ExternalPerson person)
    {
        if (!(await accounts.AddLoginAsync(account, person.Login)).Succeeded)
            return ToAccount("That sign-in belongs to another account of LearnFlow already.");

        await signIn.RefreshSignInAsync(account);
        return ToAccount(Shared.Said.Done($"You can sign in with {person.Login.ProviderDisplayName} now."));
    }

    private async Task<Accounts.Account?> MemberAsync()
        => HttpContext.Visitor() is { IsGuest: false } member ? await accounts.FindByIdAsync(member.LearnerId) : null;

    private PageResult Mailed(string address)
    {
        MailedTo = address;
        return Page();
    }

    private RedirectResult Failed() => Redirect(OpenIdSetup.FailedPath);

    private RedirectResult ToAccount(string said)
    {
        Said = said;
        return Redirect("/account");
    }
}
