using LearnFlow.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary><c>GET /api/mail</c>: mail that was not sent but logged, as a development sender does: log records with the attributes <c>mail.to</c>, <c>mail.subject</c> and <c>mail.body</c>.</summary>
internal static class MailApi
{
    public static void MapMail(this IEndpointRouteBuilder api, TelemetryStore store) =>
        api.MapGet("/mail", (int? limit) => Results.Ok(
            store.Logs.Find(_ => true, log => TelemetryValue.Find(log.Attributes, "mail.to") is not null)
                .TakeLast(TelemetryApi.Limit(limit, 100)).Reverse()
                .Select(log => new
                {
                    time = log.Time / 1e6,
                    resource = log.Origin.Name,
                    to = Text(log, "mail.to"),
                    subject = Text(log, "mail.subject"),
                    body = Text(log, "mail.body"),
                })));

    private static string Text(LogEntry log, string attribute) => TelemetryValue.ToText(TelemetryValue.Find(log.Attributes, attribute));
}
