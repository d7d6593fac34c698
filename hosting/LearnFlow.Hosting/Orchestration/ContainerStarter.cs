using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Processes;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>Runs a container that the host has no stand-in for with Docker or Podman, where there is one.</summary>
internal sealed class ContainerStarter(HostContext host, ParameterValues parameters, DistributedApplicationExecutionContext executionContext, ResourceLoggerService logs) : ResourceStarter
{
    public override bool Starts(IResource resource) => resource.IsContainer();

    public override async Task<RunningResource> StartAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var resource = instance.Resource;
        if (!resource.TryGetContainerImageName(out var image))
            throw new DistributedApplicationException($"'{resource.Name}' is built from a Dockerfile, which this host does not do: build the image yourself and use AddContainer(\"{resource.Name}\", \"<image>\"), or run with stock Aspire (-p:UseAspire=true).");
        var engine = await ContainerEngine.FindAsync(host.Settings.ContainerEngine, cancellationToken).ConfigureAwait(false)
            ?? throw new DistributedApplicationException($"'{resource.Name}' is a container ({image}), this host has no stand-in for it, and neither Docker nor Podman runs here: start one of them, or leave the resource out.");

        var configuration = await ExecutionConfiguration.OfAsync(resource, executionContext, logs.GetLogger(resource), cancellationToken).ConfigureAwait(false);
        var name = resource.TryGetLastAnnotation<ContainerNameAnnotation>(out var given) ? given.Name : $"{resource.Name}-{host.ShortId}";
        await ContainerEngine.RemoveAsync(engine, name, cancellationToken).ConfigureAwait(false);

        List<string> arguments = ["run", "--rm", "--init", "--name", name, "--add-host", $"{KnownHostNames.DockerDesktopHostBridge}:host-gateway"];
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var port = endpoint.AllocatedEndpoint!.Port;
            arguments.AddRange(["-p", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}:{endpoint.TargetPort ?? port}")]);
        }

        foreach (var mount in resource.Annotations.OfType<ContainerMountAnnotation>())
            arguments.AddRange(["-v", $"{mount.Source}{(mount.Source is null ? "" : ":")}{mount.Target}{(mount.IsReadOnly ? ":ro" : "")}"]);
        foreach (var (variable, _) in configuration.Environment)
            arguments.AddRange(["-e", variable]); // The value comes through the client's environment, where no process list shows it.
        if (resource is ContainerResource { Entrypoint: { Length: > 0 } entrypoint })
            arguments.AddRange(["--entrypoint", entrypoint]);
        var runtimeArguments = new List<object>();
        foreach (var step in resource.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>())
            await step.Callback(new ContainerRuntimeArgsCallbackContext(runtimeArguments, cancellationToken)).ConfigureAwait(false);
        arguments.AddRange(runtimeArguments.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture)!));
        arguments.Add(image);
        arguments.AddRange(configuration.Arguments.Select(a => a.Value!));

        var process = ChildProcess.Start(new ChildProcessOptions
        {
            Name = instance.Id,
            FileName = engine,
            Arguments = arguments,
            Environment = configuration.Environment.ToDictionary(e => e.Key, e => (string?)e.Value),
            Output = instance.WriteLine,
            Job = host.Job,
        });
        return new RunningProcess(process, KnownResourceStates.Exited)
        {
            Environment = ChildEnvironment.Shown(configuration, parameters.Secrets),
            Properties = [new("container.image", image), RunningProcess.ProcessId(process)],
        };
    }
}
