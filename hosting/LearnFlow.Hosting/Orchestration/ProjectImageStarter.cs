using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Processes;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>
/// Starts a project from its container image instead of its built output, where LearnFlow:ImageTag says so: what goes to the
/// cluster, against the databases, broker and sidecars of this host, under a cluster's restrictions. Linux only, because the
/// container takes part in the host's network.
/// </summary>
internal sealed class ProjectImageStarter(HostContext host, ParameterValues parameters, EndpointAllocator endpoints, DistributedApplicationExecutionContext executionContext, ResourceLoggerService logs) : ResourceStarter
{
    // What the generated Deployments ask for: an ordinary user, nothing writable but /tmp, no capability. The sandbox maps the code that
    // it compiled into /tmp, so files there may be executable, as in a pod.
    private static readonly string[] s_restrictions =
        ["--user", "1654:1654", "--read-only", "--tmpfs", "/tmp:mode=1777,exec", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"];

    public override bool Starts(IResource resource) => host.Settings.ImageTag is not null && resource is ProjectResource;

    public override async Task<RunningResource> StartAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            throw new DistributedApplicationException("LearnFlow:ImageTag works on Linux only: elsewhere containers have a network of their own and would not reach the services of this host.");
        var project = (ProjectResource)instance.Resource;
        var engine = await ContainerEngine.FindAsync(host.Settings.ContainerEngine, cancellationToken).ConfigureAwait(false)
            ?? throw new DistributedApplicationException("LearnFlow:ImageTag is set, but neither Docker nor Podman runs here: start one of them, or leave the setting out.");
        var configuration = await ExecutionConfiguration.OfAsync(project, executionContext, logs.GetLogger(project), cancellationToken).ConfigureAwait(false);
        var environment = configuration.Environment.ToDictionary(e => e.Key, e => (string?)endpoints.ForInstance(project, e.Value, instance.Index));

        var image = ImageOf(project.GetProjectMetadata().ProjectPath, host.Settings.ImageTag!);
        var name = $"{instance.Id}-{host.ShortId}";
        await ContainerEngine.RemoveAsync(engine, name, cancellationToken).ConfigureAwait(false);
        var process = ChildProcess.Start(new ChildProcessOptions
        {
            Name = instance.Id,
            FileName = engine,
            Arguments =
            [
                "run", "--rm", "--name", name, "--network", "host", .. s_restrictions, "-e", "HOME=/tmp",
                .. environment.Keys.SelectMany(variable => (string[])["-e", variable]), // The values come through the client's environment, where no process list shows them.
                image,
                .. configuration.Arguments.Select(a => endpoints.ForInstance(project, a.Value!, instance.Index)),
            ],
            Environment = environment,
            Output = instance.WriteLine,
            Job = host.Job,
        });
        return new RunningProcess(process)
        {
            Environment = ChildEnvironment.Shown(configuration, parameters.Secrets),
            Properties = [new("container.image", image), RunningProcess.ProcessId(process)],
        };
    }

    // The .NET SDK's default name of a project's image: the assembly's, in lower case, dots as dashes.
    private static string ImageOf(string projectPath, string tag) =>
        $"{Path.GetFileNameWithoutExtension(projectPath).ToLowerInvariant().Replace('.', '-')}:{tag}";
}
