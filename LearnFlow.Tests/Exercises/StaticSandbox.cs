using LearnFlow.Exercises.Grading;

namespace LearnFlow.Tests.Exercises;

/// <summary>Answers every run alike and counts them.</summary>
internal sealed class StaticSandbox(SandboxRunResult result) : ISandbox
{
    private int _runs;

    public int Runs => _runs;

    public Task<SandboxRunResult> RunAsync(SandboxRunRequest request, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _runs);
        return Task.FromResult(result);
    }
}
