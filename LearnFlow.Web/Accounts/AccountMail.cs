using Microsoft.AspNetCore.Identity.UI.Services;
using Microsoft.Extensions.Caching.Memory;

namespace LearnFlow.Web.Accounts;

/// <summary>What LearnFlow writes to people. Plain text, so that no name or address becomes markup.</summary>
public sealed class AccountMail(IEmailSender mail, TimeProvider clock) : IDisposable
{
    /// <summary>Mails to one address in an hour; more is not sent, and nobody is told, because the pages say the same for every address.</summary>
    public const int MaxInAnHour = 5;

    private readonly MemoryCache _sent = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <summary>Asks to confirm a new account, or a changed address.</summary>
    public Task ConfirmAsync(string address, string link) => SendAsync(address, "Confirm your e-mail address", $"""
        Hello,

        open this link to confirm that this address is yours:
        {link}

        If you did not ask for this, do nothing.
        """);

    /// <summary>Tells the owner of an account that somebody tried to register with their address.</summary>
    public Task AlreadyRegisteredAsync(string address, string link) => SendAsync(address, "You already have an account", $"""
        Hello,

        somebody (you?) tried to register at LearnFlow with this address, which has an account already. Sign in here:
        {link}
        If you have no password for it, or somebody else made it, ask there for a new one.
        """);

    /// <summary>Sends the link that sets a new password.</summary>
    public Task ResetPasswordAsync(string address, string link) => SendAsync(address, "Set a new password", $"""
        Hello,

        open this link within a day to set a new password:
        {link}

        If you did not ask for this, do nothing; your password stays as it is.
        """);

    /// <inheritdoc />
    public void Dispose() => _sent.Dispose();

    private async Task SendAsync(string address, string subject, string text)
    {
        if (IsWithinLimit(address.ToUpperInvariant()))
        {
            await mail.SendEmailAsync(address, subject, text);
        }
    }

    private bool IsWithinLimit(string address)
    {
        lock (_sent)
        {
            var now = clock.GetUtcNow();
            var recent = (_sent.Get<List<DateTimeOffset>>(address) ?? []).Where(at => now - at < TimeSpan.FromHours(1)).ToList();
            if (recent.Count >= MaxInAnHour)
            {
                return false;
            }

            recent.Add(now);
            _sent.Set(address, recent, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) });
            return true;
        }
    }
}
