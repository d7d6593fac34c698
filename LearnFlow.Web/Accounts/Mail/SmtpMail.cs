using System.Net;
using System.Net.Mail;
using Microsoft.AspNetCore.Identity.UI.Services;

namespace LearnFlow.Web.Accounts.Mail;

/// <summary>Sends mail through the server of section <c>Mail</c>: <c>Host</c>, <c>Port</c>, <c>User</c>, <c>Password</c>, <c>From</c>; always over TLS.</summary>
internal sealed class SmtpMail(IConfiguration configuration) : IEmailSender
{
    public async Task SendEmailAsync(string email, string subject, string htmlMessage)
    {
        var mail = configuration.GetSection("Mail");
        using var client = new SmtpClient(mail["Host"], mail.GetValue("Port", 587)) { EnableSsl = true, Credentials = new NetworkCredential(mail["User"], mail["Password"]) };
        using var message = new MailMessage(mail["From"] ?? "learnflow@localhost", email, subject, htmlMessage);
        await client.SendMailAsync(message);
    }
}
