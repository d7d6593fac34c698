using System.Text.Encodings.Web;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QRCoder;

namespace LearnFlow.Web.Pages.Account;

/// <summary><c>/account/two-factor</c>: turns the second factor on and off (time-based codes, RFC 6238).</summary>
[Authorize(Policies.Learner)]
public sealed class TwoFactorModel(UserManager<Accounts.Account> accounts, SignInManager<Accounts.Account> signIn) : PageModel
{
    private const int RecoveryCodeCount = 10;

    /// <summary>Whether it is on.</summary>
    public bool IsOn { get; private set; }

    /// <summary>The secret, to type by hand.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>The secret as a picture to scan: an SVG as a data address.</summary>
    public string Picture { get; private set; } = "";

    /// <summary>Codes for the day when the phone is lost; shown once.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>Shows the secret, or that it is on.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is not { } account)
            return Challenge();

        await ShowAsync(account);
        return Page();
    }

    /// <summary>Turns it on with a right code.</summary>
    public async Task<IActionResult> OnPostOnAsync(string? code)
    {
        if (await FindAsync() is not { } account)
            return Challenge();

        var digits = (code ?? "").Replace(" ", "", StringComparison.Ordinal);
        if (await accounts.VerifyTwoFactorTokenAsync(account, accounts.Options.Tokens.AuthenticatorTokenProvider, digits))
        {
            await accounts.SetTwoFactorEnabledAsync(account, true);
            RecoveryCodes = [.. await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodeCount) ?? []];
            await signIn.RefreshSignInAsync(account);
        }
        else
        {
            ModelState.AddModelError("", "That code is not right. Codes change every 30 seconds; is the phone's clock right?");
        }

        await ShowAsync(account);
        return Page();
    }

    /// <summary>Turns it off; the secret is forgotten.</summary>
    public async Task<IActionResult> OnPostOffAsync(string? current)
    {
        if (await FindAsync() is not { } account)
            return Challenge();

        if (await accounts.CheckPasswordAsync(account, current ?? ""))
        {
            await accounts.SetTwoFactorEnabledAsync(account, false);
            await accounts.ResetAuthenticatorKeyAsync(account);
            await signIn.RefreshSignInAsync(account);
        }
        else
        {
            ModelState.AddModelError("", "The password is wrong.");
        }

        await ShowAsync(account);
        return Page();
    }

    private Task<Accounts.Account?> FindAsync() => accounts.FindByIdAsync(HttpContext.Visitor().LearnerId);

    private async Task ShowAsync(Accounts.Account account)
    {
        IsOn = account.TwoFactorEnabled;
        if (IsOn)
            return;

        if (string.IsNullOrEmpty(await accounts.GetAuthenticatorKeyAsync(account)))
            await accounts.ResetAuthenticatorKeyAsync(account);

        Secret = await accounts.GetAuthenticatorKeyAsync(account) ?? "";
        Picture = DrawQrCode($"otpauth://totp/LearnFlow:{UrlEncoder.Default.Encode(account.Email!)}?secret={Secret}&issuer=LearnFlow&digits=6");
    }

    private static string DrawQrCode(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(code);
        return "data:image/svg+xml;base64," + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(svg.GetGraphic(5)));
    }
}
