using Microsoft.AspNetCore.Identity.UI.Services;

namespace LearnFlow.Web.Accounts.Mail;

/// <summary>
/// Stands in for a mail server where none is configured (<c>Mail:Host</c>): writes every mail to the log, and keeps the
/// last ones, which <c>/account/mailbox</c> shows in Development.
/// </summary>
public sealed partial class ConsoleMail(ILogger<ConsoleMail> log) : IEmailSender
{
    private const int MostKept = 50;

    private readonly Queue<Letter> _kept = [];

    /// <summary>The last mails, newest first.</summary>
    public IReadOnlyList<Letter> Kept
    {
        get
        {
            lock (_kept)
            {
                return [.. _kept.Reverse()];
            }
        }
    }

    /// <inheritdoc />
    public Task SendEmailAsync(string email, string subject, string htmlMessage)
    {
        lock (_kept)
        {
            _kept.Enqueue(new Letter(email, subject, htmlMessage));
            if (_kept.Count > MostKept)
                _kept.Dequeue();
        }

        LogMail(email, subject, htmlMessage);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "Mail to {MailTo}: {MailSubject}\n{MailBody}")]
    private partial void LogMail(string mailTo, string mailSubject, string mailBody);
}

/// <summary>A mail in plain text.</summary>
public sealed record Letter(string To, string Subject, string Text);
