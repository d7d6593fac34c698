using Microsoft.AspNetCore.Identity.UI.Services;

namespace LearnFlow.Web.Accounts;

/// <summary>What LearnFlow writes to people. Plain text, so that no name or address becomes markup.</summary>
public sealed class AccountMail(IEmailSender mail)
{
    /// <summary>Asks to confirm a new account, or a changed address.</summary>
    public Task ConfirmAsync(string address, string link) => mail.SendEmailAsync(address, "Confirm your e-mail address", $"""
        Hello,

        open this link to confirm that this address is yours:
        {link}

        If you did not ask for this, do nothing.
        """);

    /// <summary>Tells the owner of an account that somebody tried to register with their address.</summary>
    public Task AlreadyRegisteredAsync(string address, string link) => mail.SendEmailAsync(address, "You already have an account", $"""
        Hello,

        somebody (you?) tried to register at LearnFlow with this address, which has an account already. Sign in here:
        {link}
        If you have no password for it, or somebody else made it, ask there for a new one.
        """);

    /// <summary>Sends the link that sets a new password.</summary>
    public Task ResetPasswordAsync(string address, string link) => mail.SendEmailAsync(address, "Set a new password", $"""
        Hello,

        open this link within a day to set a new password:
        {link}

        If you did not ask for this, do nothing; your password stays as it is.
        """);
}
