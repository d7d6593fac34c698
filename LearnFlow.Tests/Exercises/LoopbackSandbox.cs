using System.Net.Http.Json;
using LearnFlow.Exercises.Grading;
using LearnFlow.Tests.Sandbox;

namespace LearnFlow.Tests.Exercises;

/// <summary>The real sandbox on loopback, without a sidecar between; it refuses more runs at a time than its queue takes.</summary>
internal sealed class LoopbackSandbox(SandboxHost host) : ISandbox, IDisposable
{
    private readonly SemaphoreSlim _places = new(4);

    public static async Task<LoopbackSandbox> StartAsync() => new(await SharedSandbox.GetAsync());

    public async Task<SandboxRunResult> RunAsync(SandboxRunRequest request, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            using var response = await host.Client.PostAsJsonAsync("/run", request, JsonConventions.Options, cancellation);
            Assert.IsTrue(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(cancellation));
            return (await response.Content.ReadFromJsonAsync<SandboxRunResult>(JsonConventions.Options, cancellation))!;
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
