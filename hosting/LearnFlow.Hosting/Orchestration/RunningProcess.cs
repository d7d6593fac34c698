using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Processes;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>A project, an executable or a container's client, as a child process.</summary>
internal sealed class RunningProcess(ChildProcess process, string? endState = null) : RunningResource
{
    public override Task<int> Completion => process.Completion;

    public override string EndState => endState ?? base.EndState;

    public override Task StopAsync(TimeSpan grace) => process.StopAsync(grace);

    public static ResourcePropertySnapshot ProcessId(ChildProcess process) => new("executable.pid", process.Id) { DisplayName = "Process ID" };
}
