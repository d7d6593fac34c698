using LearnFlow.Exercises.Grading;
using LearnFlow.Tests.Sandbox;

namespace LearnFlow.Tests.Exercises;

/// <summary>The real sandbox on loopback, without a sidecar between; it refuses more runs at a time than its queue takes.</summary>
internal sealed class LoopbackSandbox(SandboxHost host) : ISandbox, IDisposable
{
    private readonly SemaphoreSlim _places = new(4);

    public static async Task<LoopbackSandbox> StartAsync() => new(await SharedSandbox.GetAsync());

    public Task<CheckAnswer> CheckAsync(CheckQuestion question, CancellationToken cancellation)
        => InTurnAsync(() => DaprSandbox.PostAsync<CheckQuestion, CheckAnswer>(host.Client, "/check", question, cancellation), cancellation);

    public Task<RunAnswer> RunAsync(RunQuestion question, CancellationToken cancellation)
        => InTurnAsync(() => DaprSandbox.PostAsync<RunQuestion, RunAnswer>(host.Client, "/run", question, cancellation), cancellation);

    public void Dispose() => _places.Dispose();

    private async Task<T> InTurnAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            return await ask();
        }
        finally
        {
            _places.Release();
        }
    }
}
