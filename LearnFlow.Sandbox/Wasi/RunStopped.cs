using LearnFlow.Sandbox.Run;

namespace LearnFlow.Sandbox.Wasi;

/// <summary>Leaves the guest from inside a host call: it exits (status null), or the run is stopped with a status.</summary>
internal sealed class RunStopped(RunStatus? status) : Exception($"The run stops: {status?.ToString() ?? "exit"}.")
{
    public RunStatus? Status { get; } = status;
}
