using LearnFlow.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary>
/// <c>GET /api/mail</c>: mail that was not sent but logged, as a development sender does: log records with the attributes
/// <c>mail.to</c>, <c>mail.subject</c> and <c>mail.body</c>, or as .NET's message templates can have them, <c>MailTo</c>,
/// <c>MailSubject</c> and <c>MailBody</c>.
/// </summary>
internal static class MailApi
{
    private static readonly (string Name, string Placeholder) To = ("mail.to", "MailTo"), Subject = ("mail.subject", "MailSubject"), Body = ("mail.body", "MailBody");

    public static void MapMail(this IEndpointRouteBuilder api, TelemetryStore store) =>
        api.MapGet("/mail", (int? limit) => Results.Ok(
            store.Logs.Find(_ => true, log => Value(log, To) is not null, TelemetryApi.Limit(limit, 100)).Records.AsEnumerable().Reverse()
                .Select(log => new { time = log.Time / 1e6, resource = log.Origin.Name, to = Text(log, To), subject = Text(log, Subject), body = Text(log, Body) })));

    private static object? Value(LogEntry log, (string Name, string Placeholder) attribute) =>
        TelemetryValue.Find(log.Attributes, attribute.Placeholder) ?? TelemetryValue.Find(log.Attributes, attribute.Name);

    private static string Text(LogEntry log, (string, string) attribute) => TelemetryValue.ToText(Value(log, attribute));
}
