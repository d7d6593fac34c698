using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;

namespace LearnFlow.Hosting.RunMode;

/// <summary>
/// Two of the telemetry variables that Aspire gives every project, for one machine: metrics leave every ten seconds instead of every
/// second, which costs an idle system processor time, and sending is not tried again, which holds up the end of a project by five
/// seconds when the dashboard ends first.
/// </summary>
internal sealed class ProjectTelemetry : IDistributedApplicationEventingSubscriber
{
    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((e, _) =>
        {
            foreach (var project in e.Model.Resources.OfType<ProjectResource>())
            {
                project.Annotations.Add(new EnvironmentCallbackAnnotation(variables =>
                {
                    variables.Remove("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY");
                    variables["OTEL_METRIC_EXPORT_INTERVAL"] = "10000";
                }));
            }

            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }
}
