#pragma warning disable ASPIREINTERACTION001 // The interaction service is marked as experimental.
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>A command of a sidecar in the dashboard: lists the events that its app or the broker did not take, and delivers one or all again.</summary>
internal static class UndeliveredEventsCommand
{
    private const string Name = "undelivered-events", Title = "Undelivered events", All = "*";

    /// <summary>Adds the command.</summary>
    public static IResourceBuilder<DaprSidecarResource> WithUndeliveredEventsCommand(this IResourceBuilder<DaprSidecarResource> sidecar, EndpointReference http) =>
        sidecar.WithCommand(Name, Title, async context =>
        {
            using var client = new HttpClient { BaseAddress = new Uri(http.Url) };
            client.DefaultRequestHeaders.Add("dapr-api-token", sidecar.Resource.ApiToken);
            try
            {
                return await ExecuteAsync(client, context.Services.GetRequiredService<IInteractionService>(), context.CancellationToken)
                    .ConfigureAwait(false);
            }
            catch (HttpRequestException unreachable)
            {
                return CommandResults.Failure($"The sidecar does not answer: {unreachable.Message}");
            }
        },
        new CommandOptions
        {
            Description = "Events that the app or the broker did not take: see why, and deliver them again.",
            IconName = "MailAlert",
            UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
        });

    private static async Task<ExecuteCommandResult> ExecuteAsync(HttpClient sidecar, IInteractionService interaction, CancellationToken cancellationToken)
    {
        var events = await sidecar.GetFromJsonAsync<UndeliveredEvent[]>("/learnflow/undelivered", cancellationToken).ConfigureAwait(false) ?? [];
        if (events.Length == 0)
        {
            const string None = "No undelivered events: the app and the broker took all that came since the sidecar started.";
            return CommandResults.Success(None, None, CommandResultFormat.Text, displayImmediately: true);
        }
        if (!interaction.IsAvailable)
        {
            return CommandResults.Success($"{events.Length} undelivered events. Open the dashboard to deliver them again.",
                string.Join('\n', events.Select(Describe)));
        }
        var choice = new InteractionInput
        {
            Name = "event",
            Label = "Deliver again",
            InputType = InputType.Choice,
            Required = true,
            Value = All,
            Options = [new(All, $"All {events.Length}"), .. events.Select(e => KeyValuePair.Create(e.Id, Describe(e)))],
        };
        var answer = await interaction.PromptInputAsync(Title, string.Join('\n', events.Select(e => $"- {Describe(e)}")), choice,
            new() { PrimaryButtonText = "Deliver", EnableMessageMarkdown = true }, cancellationToken).ConfigureAwait(false);
        if (answer.Canceled)
        {
            return CommandResults.Canceled();
        }
        var chosen = answer.Data?.Value ?? choice.Value;
        return await DeliverAsync(sidecar, [.. events.Where(e => chosen == All || e.Id == chosen)], cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ExecuteCommandResult> DeliverAsync(HttpClient sidecar, IReadOnlyList<UndeliveredEvent> events, CancellationToken cancellationToken)
    {
        var refused = new List<string>();
        foreach (var item in events)
        {
            using var response = await sidecar.PostAsync($"/learnflow/undelivered/{Uri.EscapeDataString(item.Id)}/deliver", null, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.NoContent)
            {
                refused.Add($"{item.Id}: {await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)}");
            }
        }
        return refused.Count == 0
            ? CommandResults.Success(events.Count == 1 ? "The event is delivered." : $"All {events.Count} events are delivered.")
            : CommandResults.Failure($"{events.Count - refused.Count} of {events.Count} events are delivered. {string.Join(' ', refused)}");
    }

    private static string Describe(UndeliveredEvent item) => string.Create(CultureInfo.InvariantCulture, $"{item.Time.ToLocalTime():HH:mm:ss} {item.Topic} {item.Id}: {item.Reason}");

    /// <summary>An event as the sidecar lists it.</summary>
    private sealed record UndeliveredEvent(string Id, string Topic, string Reason, string? DeadLetterTopic, DateTimeOffset Time);
}
