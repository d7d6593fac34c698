using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Processes;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>Starts a project from its built output.</summary>
internal sealed class ProjectStarter(HostContext host, ParameterValues parameters, EndpointAllocator endpoints, ProjectOutput output, DistributedApplicationExecutionContext executionContext, ResourceLoggerService logs) : ResourceStarter
{
    public override bool Starts(IResource resource) => resource is ProjectResource;

    public override async Task<RunningResource> StartAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var project = (ProjectResource)instance.Resource;
        var metadata = project.GetProjectMetadata();
        var target = await output.FindAsync(project, metadata, cancellationToken).ConfigureAwait(false);
        var configuration = await ExecutionConfiguration.OfAsync(project, executionContext, logs.GetLogger(project), cancellationToken).ConfigureAwait(false);

        var environment = new Dictionary<string, string?>(ChildEnvironment.For(instance, configuration, endpoints));

        // Instrumenting methods for a later, better compilation costs a service of a few minutes more than it brings.
        if (Environment.GetEnvironmentVariable("DOTNET_TieredPGO") is null)
            environment.TryAdd("DOTNET_TieredPGO", "0");

        var workingDirectory = Path.GetDirectoryName(metadata.ProjectPath);
        var process = ChildProcess.Start(new ChildProcessOptions
        {
            Name = instance.Id,
            FileName = DotNetCommand.Path,
            Arguments = [target, .. configuration.Arguments.Select(a => endpoints.ForInstance(project, a.Value!, instance.Index))],
            WorkingDirectory = workingDirectory,
            Environment = environment,
            Output = instance.WriteLine,
            Job = host.Job,
        });
        return new RunningProcess(process)
        {
            Environment = ChildEnvironment.Shown(configuration, parameters.Secrets),
            Properties = [new("project.path", metadata.ProjectPath), new("executable.path", target), new("executable.workDir", workingDirectory), RunningProcess.ProcessId(process)],
        };
    }
}
