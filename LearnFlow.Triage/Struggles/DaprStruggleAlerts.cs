using Dapr.Client;
using LearnFlow.Events;

namespace LearnFlow.Triage.Struggles;

/// <summary>Struggles as events on topic <c>struggle-alerts</c>.</summary>
public sealed class DaprStruggleAlerts(DaprClient dapr) : IStruggleAlerts
{
    /// <inheritdoc />
    public async Task PublishAsync(StruggleChanges changes, CancellationToken cancellationToken)
    {
        foreach (var ended in changes.Resolved)
        {
            await LearningEvents.PublishAsync(dapr, ended, cancellationToken);
        }

        foreach (var began in changes.Detected)
        {
            await LearningEvents.PublishAsync(dapr, began, cancellationToken);
        }
    }
}
