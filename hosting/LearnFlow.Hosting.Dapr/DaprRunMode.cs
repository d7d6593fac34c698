using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>What is known only when the model is complete: which program the sidecars are, and where their apps listen.</summary>
internal sealed class DaprRunMode(IOptions<DaprOptions> options, IConfiguration configuration) : IDistributedApplicationEventingSubscriber
{
    /// <summary>The setting that names daprd.</summary>
    private const string DaprPath = "LearnFlow:DaprPath";

    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        if (executionContext.IsRunMode)
        {
            eventing.Subscribe<BeforeStartEvent>((e, _) =>
            {
                Prepare(e.Model);
                return Task.CompletedTask;
            });
        }
        return Task.CompletedTask;
    }

    /// <summary>Whether a sidecar's executable is daprd rather than LearnFlow's sidecar.</summary>
    public static bool RunsDaprd(IResource executable) => ((ExecutableResource)executable).Command != DaprSidecarExecutable.Program;

    private void Prepare(DistributedApplicationModel model)
    {
        var daprd = options.Value.DaprPath ?? configuration[DaprPath];
        var program = string.IsNullOrEmpty(daprd) ? DaprSidecarExecutable.Program : daprd;
        if (Path.IsPathRooted(program) && !File.Exists(program))
        {
            throw new DistributedApplicationException(string.IsNullOrEmpty(daprd)
                ? $"LearnFlow's Dapr sidecar is not at '{program}': build the solution again."
                : $"DaprPath is '{daprd}', which does not exist: name daprd (`dapr init --slim` puts it into ~/.dapr/bin), or leave the setting out.");
        }
        foreach (var app in model.Resources.ToList())
        {
            if (!app.TryGetLastAnnotation<DaprSidecarAnnotation>(out var annotation) || annotation.Sidecar is not DaprSidecarResource sidecar)
            {
                continue;
            }
            var executable = model.Resources.OfType<ExecutableResource>().Single(r => r.Name == $"{app.Name}-dapr-cli");
            AddWaits(executable, sidecar, waitsForReferences: !string.IsNullOrEmpty(daprd));
            if (!string.IsNullOrEmpty(daprd))
            {
                executable.Annotations.OfType<ExecutableAnnotation>().Single().Command = program;
                foreach (var command in executable.Annotations.OfType<ResourceCommandAnnotation>().Where(c => c.Name == UndeliveredEventsCommand.Name).ToList())
                {
                    executable.Annotations.Remove(command);
                }
            }
            ListenDirectly(app, sidecar.Options);
        }
    }

    // daprd ends when a component cannot be opened. LearnFlow's sidecar tries again, and starts while the database does.
    private static void AddWaits(ExecutableResource executable, DaprSidecarResource sidecar, bool waitsForReferences)
    {
        var waits = sidecar.Annotations.Concat(sidecar.Components.SelectMany(c => c.Annotations)).OfType<WaitAnnotation>().ToList();
        if (waitsForReferences)
        {
            waits.AddRange(DaprComponentFiles.ReferencesOf(sidecar).Where(r => r is not ParameterResource).Select(r => new WaitAnnotation(r, WaitType.WaitUntilHealthy)));
        }
        foreach (var wait in waits.DistinctBy(w => w.Resource))
        {
            executable.Annotations.Add(wait);
        }
    }

    // The app itself listens at the port that its endpoint has: no hop through DCP's proxy, and an open port means an app that is up.
    private void ListenDirectly(IResource app, DaprSidecarOptions sidecarOptions)
    {
        var endpoint = DaprApp.EndpointOf(app, sidecarOptions);
        var replicas = app.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
        if (endpoint is not { IsExplicitlyProxied: null } || replicas > 1 || app.IsContainer() || endpoint.TargetPort is not null && endpoint.Port is not null)
        {
            return;
        }
        endpoint.IsProxied = false;
        if (configuration.GetValue<bool>("DcpPublisher:RandomizePorts"))
        {
            (endpoint.Port, endpoint.TargetPort) = (null, null);
        }
    }
}
