using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;

namespace LearnFlow.Hosting.RunMode;

/// <summary>
/// Projects do not try again to send telemetry. They stop together with the dashboard, and trying again to reach it holds up their end
/// by five seconds; on one machine there is no other reason for a failure.
/// </summary>
internal sealed class QuickStop : IDistributedApplicationEventingSubscriber
{
    /// <summary>Aspire sets it for every project.</summary>
    private const string Retry = "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY";

    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((e, _) =>
        {
            foreach (var project in e.Model.Resources.OfType<ProjectResource>())
            {
                project.Annotations.Add(new EnvironmentCallbackAnnotation(variables => variables.Remove(Retry)));
            }

            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }
}
