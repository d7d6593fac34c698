using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Processes;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>Starts what AddExecutable adds.</summary>
internal sealed class ExecutableStarter(HostContext host, ParameterValues parameters, EndpointAllocator endpoints, DistributedApplicationExecutionContext executionContext, ResourceLoggerService logs) : ResourceStarter
{
    public override bool Starts(IResource resource) => resource is ExecutableResource;

    public override async Task<RunningResource> StartAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var executable = (ExecutableResource)instance.Resource;
        var configuration = await ExecutionConfiguration.OfAsync(executable, executionContext, logs.GetLogger(executable), cancellationToken).ConfigureAwait(false);
        var process = ChildProcess.Start(new ChildProcessOptions
        {
            Name = instance.Id,
            FileName = executable.Command,
            Arguments = [.. configuration.Arguments.Select(a => endpoints.ForInstance(executable, a.Value!, instance.Index))],
            WorkingDirectory = executable.WorkingDirectory,
            Environment = ChildEnvironment.For(instance, configuration, endpoints),
            Output = instance.WriteLine,
            Job = host.Job,
        });
        return new RunningProcess(process)
        {
            Environment = ChildEnvironment.Shown(configuration, parameters.Secrets),
            Properties = [new("executable.path", executable.Command), new("executable.workDir", executable.WorkingDirectory), RunningProcess.ProcessId(process)],
        };
    }
}
