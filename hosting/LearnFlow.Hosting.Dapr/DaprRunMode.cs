using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Configuration;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>What is known only when the model is complete: where apps listen, and what their sidecars wait for.</summary>
internal sealed class DaprRunMode(IConfiguration configuration) : IDistributedApplicationEventingSubscriber
{
    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        if (executionContext.IsRunMode)
        {
            eventing.Subscribe<BeforeStartEvent>((e, _) =>
            {
                foreach (var executable in e.Model.Resources.OfType<ExecutableResource>())
                {
                    foreach (var process in executable.Annotations.OfType<DaprProcessAnnotation>().ToList())
                    {
                        ListenDirectly(process.App, process.Sidecar.Options);
                        AddWaits(executable, process.Sidecar);
                    }
                }
                return Task.CompletedTask;
            });
        }
        return Task.CompletedTask;
    }

    // The app itself listens at the port that its endpoint has: no hop through DCP's proxy, and an open port means an app that is up.
    // An endpoint that the model says is proxied, a container and replicas keep their proxy.
    private void ListenDirectly(IResource app, DaprSidecarOptions options)
    {
        var replicas = app.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
        if (DaprApp.EndpointOf(app, options) is not { IsExplicitlyProxied: null } endpoint || replicas > 1 || app.IsContainer())
        {
            return;
        }
        if (endpoint is { Port: { } port, TargetPort: { } targetPort } && port != targetPort)
        {
            return;
        }
        var isRandom = configuration.GetValue<bool>("DcpPublisher:RandomizePorts");
        var fixedPort = isRandom ? null : endpoint.Port ?? endpoint.TargetPort;
        endpoint.IsProxied = false;
        endpoint.Port = endpoint.TargetPort = fixedPort;
    }

    // daprd ends when a component cannot be opened, so it waits for what the components refer to. LearnFlow's sidecar tries again; it starts
    // while databases do, and waits only for what the model says.
    private static void AddWaits(ExecutableResource executable, DaprSidecarResource sidecar)
    {
        var waits = sidecar.Annotations.Concat(sidecar.Components.SelectMany(c => c.Annotations)).OfType<WaitAnnotation>();
        if (executable.Name.EndsWith("-dapr-cli", StringComparison.Ordinal))
        {
            waits = waits.Concat(DaprComponentFiles.ReferencesOf(sidecar).Where(r => r is not ParameterResource).Select(r => new WaitAnnotation(r, WaitType.WaitUntilHealthy)));
        }
        foreach (var wait in waits.ToList())
        {
            if (!executable.Annotations.OfType<WaitAnnotation>().Any(w => w.Resource == wait.Resource))
            {
                executable.Annotations.Add(wait);
            }
        }
    }
}
