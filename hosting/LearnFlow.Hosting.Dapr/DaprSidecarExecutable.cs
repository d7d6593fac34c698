using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.RunMode;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>
/// The programs behind the sidecars in run mode. One of LearnFlow's serves all apps, the executable <c>dapr</c>; where DaprPath names daprd,
/// each app has one, <c>{app}-dapr-cli</c>.
/// </summary>
/// <remarks>
/// Both programs get the same flags, the same folder of components, and secrets by their environment. Why one:
/// docs/decisions/dapr-sidecar-process.md.
/// </remarks>
internal static class DaprSidecarExecutable
{
    private const string SharedName = "dapr";

    // For a delivery under way: one that its app does not finish comes again at the next start, and a person pressed Ctrl-C.
    private const int GracefulShutdownSeconds = 10;

    /// <summary>LearnFlow's sidecar, where it was built.</summary>
    private static string Program { get; } = Path.ChangeExtension(
        typeof(DaprSidecarExecutable).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "LearnFlow.DaprSidecar").Value!,
        OperatingSystem.IsWindows() ? ".exe" : null);

    /// <summary>Gives the app's sidecar its program, and tells the app what it needs to know of it.</summary>
    public static void Add<T>(IResourceBuilder<T> app, IResourceBuilder<DaprSidecarResource> sidecar) where T : IResource
    {
        var daprd = DaprdPath(app.ApplicationBuilder);
        var executable = daprd is null ? Shared(app.ApplicationBuilder) : Start(app.ApplicationBuilder, $"{app.Resource.Name}-dapr-cli", daprd).WithParentRelationship(app.Resource);
        var (httpName, grpcName) = ($"{app.Resource.Name}-http", $"{app.Resource.Name}-grpc");
        executable
            .WithEndpoint(httpName, e => SetPort(e, sidecar.Resource.Options.DaprHttpPort, "http"))
            .WithEndpoint(grpcName, e => SetPort(e, sidecar.Resource.Options.DaprGrpcPort, "http2"))
            .WithHttpHealthCheck("/v1.0/healthz", statusCode: 204, endpointName: httpName);
        var (http, grpc) = (executable.GetEndpoint(httpName), executable.GetEndpoint(grpcName));
        executable.WithAnnotation(new DaprProcessAnnotation(app.Resource, sidecar.Resource, http, grpc));

        // An app whose sidecar is not ready gets no events and cannot be invoked.
        var isReady = executable.Resource.Annotations.OfType<HealthCheckAnnotation>().Last();
        app.WithAnnotation(isReady);
        app.WithAnnotation(new EnvironmentCallbackAnnotation(context => SetAppEnvironment(context.EnvironmentVariables, sidecar.Resource, http, grpc)));
        if (daprd is null)
        {
            sidecar.WithAnnotation(isReady)
                .WithParentRelationship(app.Resource)
                .WithIconName("Cube")
                .WithUndeliveredEventsCommand(http)
                .ShowAsPartOf(executable.Resource);
        }
    }

    private static string? DaprdPath(IDistributedApplicationBuilder builder)
    {
        var path = DaprOptions.Of(builder).DaprPath ?? builder.Configuration["LearnFlow:DaprPath"];
        if (string.IsNullOrEmpty(path))
        {
            return null;
        }
        return !Path.IsPathRooted(path) || File.Exists(path) ? path
            : throw new DistributedApplicationException($"DaprPath is '{path}', which does not exist: name daprd (`dapr init --slim` puts it into ~/.dapr/bin), or leave the setting out.");
    }

    private static IResourceBuilder<ExecutableResource> Shared(IDistributedApplicationBuilder builder)
    {
        if (builder.Resources.OfType<ExecutableResource>().FirstOrDefault(r => r.Name == SharedName) is { } shared)
        {
            return builder.CreateResourceBuilder(shared);
        }
        if (!File.Exists(Program))
        {
            throw new DistributedApplicationException($"LearnFlow's Dapr sidecar is not at '{Program}': build the solution again.");
        }
        return Start(builder, SharedName, Program)
            .WithOtlpExporter()
            // Idle sidecars have nothing new to tell every second.
            .WithEnvironment("OTEL_METRIC_EXPORT_INTERVAL", "10000")
            // One of several programs on a developer's machine: code is compiled again only where it is hot, and garbage collected early.
            .WithEnvironment("DOTNET_TC_CallCountThreshold", "0x3e8")
            .WithEnvironment("DOTNET_GCgen0size", "0x400000");
    }

    private static IResourceBuilder<ExecutableResource> Start(IDistributedApplicationBuilder builder, string name, string program) =>
        builder.AddExecutable(name, program, ".")
            .WithArgs(AddArgumentsAsync)
            .WithEnvironment(SetEnvironmentAsync)
            .WithIconName("Cube")
            .ExcludeFromManifest()
            .OnBeforeResourceStarted(async (executable, e, cancellationToken) =>
            {
                var data = e.Services.GetRequiredService<DataFolder>();
                foreach (var process in executable.Annotations.OfType<DaprProcessAnnotation>())
                {
                    process.Folder = data.Scratch(process.Sidecar.Name);
                    await DaprComponentFiles.WriteAsync(process.Folder, process.Sidecar, cancellationToken).ConfigureAwait(false);
                }
            });

    // Without a proxy DCP gives a free port, which stays over a restart; nothing listens there before the sidecar does.
    private static void SetPort(EndpointAnnotation endpoint, int? port, string transport)
    {
        (endpoint.UriScheme, endpoint.Transport, endpoint.TargetHost, endpoint.IsProxied) = ("http", transport, "127.0.0.1", false);
        endpoint.Port = endpoint.TargetPort = port;
    }

    private static async Task AddArgumentsAsync(CommandLineArgsCallbackContext context)
    {
        foreach (var process in context.Resource.Annotations.OfType<DaprProcessAnnotation>())
        {
            if (context.Args.Count > 0)
            {
                context.Args.Add("--");
            }
            foreach (var flag in await DaprFlags.ForAsync(process, GracefulShutdownSeconds, context.CancellationToken).ConfigureAwait(false))
            {
                context.Args.Add(flag);
            }
        }
    }

    private static async Task SetEnvironmentAsync(EnvironmentCallbackContext context)
    {
        var variables = context.EnvironmentVariables;
        foreach (var process in context.Resource.Annotations.OfType<DaprProcessAnnotation>())
        {
            // daprd has one app and knows the bare names only.
            var suffix = context.Resource.Name == SharedName ? $"_{VariableName(process.AppId)}" : "";
            variables[$"DAPR_API_TOKEN{suffix}"] = process.Sidecar.ApiToken;
            variables[$"APP_API_TOKEN{suffix}"] = process.Sidecar.AppToken;
            foreach (var (name, value) in await DaprComponentFiles.ReadSettingsAsync(process.Sidecar, context.CancellationToken).ConfigureAwait(false))
            {
                variables[name] = value;
            }
        }
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

    private static string VariableName(string appId) => new([.. appId.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_')]);
}
