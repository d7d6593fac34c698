using LearnFlow.Exercises.Grading;
using LearnFlow.Tests.Sandbox;

namespace LearnFlow.Tests.Exercises;

/// <summary>The real sandbox on loopback, without a sidecar between.</summary>
internal sealed class LoopbackSandbox(SandboxHost host) : ISandbox
{
    public static async Task<LoopbackSandbox> StartAsync() => new(await SharedSandbox.GetAsync());

    public Task<CheckAnswer> CheckAsync(CheckQuestion question, CancellationToken cancellation, string? learner = null)
        => DaprSandbox.PostAsync<CheckQuestion, CheckAnswer>(host.Client, "/check", question, cancellation, learner);

    public Task<RunAnswer> RunAsync(RunQuestion question, CancellationToken cancellation)
        => DaprSandbox.PostAsync<RunQuestion, RunAnswer>(host.Client, "/run", question, cancellation);
}
