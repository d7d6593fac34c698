using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Aspire.Hosting.Publishing;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>Writes sidecars and components into the manifest as the toolkit does.</summary>
internal sealed class DaprManifest(DaprOptions options) : IDistributedApplicationEventingSubscriber
{
    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        if (executionContext.IsPublishMode)
        {
            eventing.Subscribe<BeforeStartEvent>((e, _) =>
            {
                DescribeSidecars(e.Model);
                return Task.CompletedTask;
            });
        }
        return Task.CompletedTask;
    }

    public static void Write(ManifestPublishingContext context, DaprComponentResource component)
    {
        context.Writer.WriteString("type", "dapr.component.v0");
        context.Writer.WriteStartObject("daprComponent");
        if (component.Options?.LocalPath is { } path)
            context.Writer.WriteString("localPath", context.GetManifestRelativePath(path));
        context.Writer.WriteString("type", component.Type);
        context.Writer.WriteEndObject();
    }

    private void DescribeSidecars(DistributedApplicationModel model)
    {
        foreach (var resource in model.Resources.ToArray())
        {
            if (!resource.TryGetLastAnnotation<DaprSidecarAnnotation>(out var annotation))
                continue;
            var sidecar = annotation.Sidecar;
            var sidecarOptions = sidecar.Annotations.OfType<DaprSidecarOptionsAnnotation>().LastOrDefault()?.Options;
            options.PublishingConfigurationAction?.Invoke(resource, sidecarOptions);
            sidecar.Annotations.Add(new ManifestPublishingCallbackAnnotation(context => Write(context, resource, sidecar, sidecarOptions ?? new())));
        }
    }

    private static void Write(ManifestPublishingContext context, IResource application, IDaprSidecarResource sidecar, DaprSidecarOptions o)
    {
        var components = sidecar.Annotations.OfType<DaprComponentReferenceAnnotation>().Select(r => r.Component.Name);
        context.Writer.WriteString("type", "dapr.v0");
        context.Writer.WriteStartObject("dapr");
        Text("application", application.Name);
        Text("appChannelAddress", o.AppChannelAddress);
        Text("appHealthCheckPath", o.AppHealthCheckPath);
        Number("appHealthProbeInterval", o.AppHealthProbeInterval);
        Number("appHealthProbeTimeout", o.AppHealthProbeTimeout);
        Number("appHealthThreshold", o.AppHealthThreshold);
        Text("appId", o.AppId ?? application.Name);
        Number("appMaxConcurrency", o.AppMaxConcurrency);
        Number("appPort", o.AppPort);
        Text("appProtocol", o.AppProtocol);
        Texts("command", o.Command);
        Texts("components", components);
        Text("config", context.GetManifestRelativePath(o.Config));
        Number("daprGrpcPort", o.DaprGrpcPort);
        Text("daprMaxBodySize", o.DaprMaxBodySize);
        Number("daprHttpPort", o.DaprHttpPort);
        Text("daprReadBufferSize", o.DaprReadBufferSize);
        Number("daprInternalGrpcPort", o.DaprInternalGrpcPort);
        Text("daprListenAddresses", o.DaprListenAddresses);
        Flag("enableApiLogging", o.EnableApiLogging);
        Flag("enableAppHealthCheck", o.EnableAppHealthCheck);
        Text("logLevel", o.LogLevel);
        Number("metricsPort", o.MetricsPort);
        Text("placementHostAddress", o.PlacementHostAddress);
        Number("profilePort", o.ProfilePort);
        Texts("resourcesPath", o.ResourcesPaths.Select(p => context.GetManifestRelativePath(p)));
        Text("runFile", context.GetManifestRelativePath(o.RunFile));
        Text("runtimePath", context.GetManifestRelativePath(o.RuntimePath));
        Text("schedulerHostAddress", o.SchedulerHostAddress);
        Text("unixDomainSocket", o.UnixDomainSocket);
        context.Writer.WriteEndObject();

        void Text(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                context.Writer.WriteString(name, value);
        }

        void Number(string name, int? value)
        {
            if (value is { } number)
                context.Writer.WriteNumber(name, number);
        }

        void Flag(string name, bool? value)
        {
            if (value is { } flag)
                context.Writer.WriteBoolean(name, flag);
        }

        void Texts(string name, IEnumerable<string> values)
        {
            var all = values.ToArray();
            if (all.Length == 0)
                return;
            context.Writer.WriteStartArray(name);
            foreach (var value in all)
                context.Writer.WriteStringValue(value);
            context.Writer.WriteEndArray();
        }
    }
}
