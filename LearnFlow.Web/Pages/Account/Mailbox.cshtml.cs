using LearnFlow.Web.Accounts.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages.Account;

/// <summary><c>/account/mailbox</c>: in Development, the mails that were not sent. Elsewhere there is no such page.</summary>
public sealed class MailboxModel(ConsoleMail mail, IWebHostEnvironment host) : PageModel
{
    /// <summary>The mails, newest first.</summary>
    public IReadOnlyList<Letter> Letters => mail.Kept;

    /// <summary>Shows them.</summary>
    public IActionResult OnGet() => host.IsDevelopment() ? Page() : NotFound();
}
