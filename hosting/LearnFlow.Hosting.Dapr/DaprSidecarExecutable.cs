using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.RunMode;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>The program behind a sidecar in run mode: an executable <c>{app}-dapr-cli</c> that DCP starts beside the app.</summary>
/// <remarks>
/// It is LearnFlow's sidecar, or daprd where DaprPath names one (<see cref="DaprRunMode"/>). Both get the same flags, the same folder of
/// components, and secrets by their environment.
/// </remarks>
internal static class DaprSidecarExecutable
{
    /// <summary>Where LearnFlow's sidecar reads the other apps' addresses and tokens; daprd finds them by multicast DNS.</summary>
    public const string AppsVariable = "LEARNFLOW_DAPR_APPS";

    private const string HttpEndpoint = "http", GrpcEndpoint = "grpc";

    // A delivery that its app does not finish comes again at the next start; a person who pressed Ctrl-C does not wait for it.
    private const int GracefulShutdownSeconds = 2;

    /// <summary>LearnFlow's sidecar, where it was built.</summary>
    public static string Program { get; } = Path.ChangeExtension(
        typeof(DaprSidecarExecutable).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "LearnFlow.DaprSidecar").Value!,
        OperatingSystem.IsWindows() ? ".exe" : null);

    /// <summary>Adds the executable, and to the app what it needs to know of it.</summary>
    public static void Add<T>(IResourceBuilder<T> app, DaprSidecarResource sidecar) where T : IResource
    {
        var folder = "";
        var executable = app.ApplicationBuilder.AddExecutable($"{app.Resource.Name}-dapr-cli", Program, ".")
            .WithEndpoint(HttpEndpoint, e => SetPort(e, sidecar.Options.DaprHttpPort, "http"))
            .WithEndpoint(GrpcEndpoint, e => SetPort(e, sidecar.Options.DaprGrpcPort, "http2"))
            .WithHttpHealthCheck("/v1.0/healthz", statusCode: 204, endpointName: HttpEndpoint)
            .WithOtlpExporter()
            .WithEnvironment("OTEL_SERVICE_NAME", sidecar.Name)
            .WithIconName("Cube")
            .ExcludeFromManifest();
        var (http, grpc) = (executable.GetEndpoint(HttpEndpoint), executable.GetEndpoint(GrpcEndpoint));
        executable
            .WithArgs(async context =>
            {
                var flags = DaprFlags.ForAsync(app.Resource, sidecar, http, grpc, folder, GracefulShutdownSeconds, context.CancellationToken);
                foreach (var flag in await flags.ConfigureAwait(false))
                {
                    context.Args.Add(flag);
                }
            })
            .WithEnvironment(context => SetSidecarEnvironmentAsync(context, sidecar))
            .WithUndeliveredEventsCommand(http, sidecar.ApiToken)
            .WithParentRelationship(app.Resource);
        executable.OnBeforeResourceStarted(async (_, e, cancellationToken) =>
        {
            folder = e.Services.GetRequiredService<DataFolder>().Scratch(sidecar.Name);
            await DaprComponentFiles.WriteAsync(folder, sidecar, cancellationToken).ConfigureAwait(false);
        });
        app.WithAnnotation(new EnvironmentCallbackAnnotation(context => SetAppEnvironment(context.EnvironmentVariables, sidecar, http, grpc)));
        // An app whose sidecar is not ready gets no events and cannot be invoked.
        app.WithAnnotation(executable.Resource.Annotations.OfType<HealthCheckAnnotation>().Last());
    }

    // Without a proxy DCP gives a free port, which stays over a restart; nothing listens there before the sidecar does.
    private static void SetPort(EndpointAnnotation endpoint, int? port, string transport)
    {
        (endpoint.UriScheme, endpoint.Transport, endpoint.TargetHost, endpoint.IsProxied) = ("http", transport, "127.0.0.1", false);
        endpoint.Port = endpoint.TargetPort = port;
    }

    private static void SetAppEnvironment(Dictionary<string, object> variables, DaprSidecarResource sidecar, EndpointReference http, EndpointReference grpc)
    {
        variables["DAPR_HTTP_PORT"] = http.Property(EndpointProperty.Port);
        variables["DAPR_GRPC_PORT"] = grpc.Property(EndpointProperty.Port);
        variables["DAPR_HTTP_ENDPOINT"] = http;
        variables["DAPR_GRPC_ENDPOINT"] = grpc;
        variables["DAPR_API_TOKEN"] = sidecar.ApiToken;
        variables["APP_API_TOKEN"] = sidecar.AppToken;
    }

    private static async Task SetSidecarEnvironmentAsync(EnvironmentCallbackContext context, DaprSidecarResource sidecar)
    {
        context.EnvironmentVariables["DAPR_API_TOKEN"] = sidecar.ApiToken;
        context.EnvironmentVariables["APP_API_TOKEN"] = sidecar.AppToken;
        foreach (var (name, value) in await DaprComponentFiles.ReadSettingsAsync(sidecar, context.CancellationToken).ConfigureAwait(false))
        {
            context.EnvironmentVariables[name] = value;
        }
        if (!DaprRunMode.RunsDaprd(context.Resource))
        {
            var model = context.ExecutionContext.Services.GetRequiredService<DistributedApplicationModel>();
            context.EnvironmentVariables[AppsVariable] = JsonSerializer.Serialize(await ReadAppsAsync(model, context.CancellationToken).ConfigureAwait(false));
        }
    }

    private static async Task<List<object>> ReadAppsAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        var apps = new List<object>();
        foreach (var resource in model.Resources)
        {
            if (!resource.TryGetLastAnnotation<DaprSidecarAnnotation>(out var annotation) || annotation.Sidecar is not DaprSidecarResource sidecar)
            {
                continue;
            }
            var app = DaprApp.Of(resource, sidecar.Options);
            if (await app.ReadPortAsync(cancellationToken).ConfigureAwait(false) is { } port)
            {
                apps.Add(new { id = app.Id, address = string.Create(CultureInfo.InvariantCulture, $"{app.Scheme}://{app.Host}:{port}"), protocol = app.Protocol, token = sidecar.AppToken });
            }
        }
        return apps;
    }
}
