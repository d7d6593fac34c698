using System.Net.Http.Json;
using LearnFlow.Tests.Sandbox;
using LearnFlow.Triage.Help;

namespace LearnFlow.Tests.Triage.Behaviour;

/// <summary>The real sandbox on loopback for the tutor, without a sidecar between.</summary>
internal sealed class SandboxForTutor(SandboxHost host) : ISandbox
{
    public static async Task<SandboxForTutor> StartAsync() => new(await SharedSandbox.GetAsync());

    public async Task<SandboxRun?> RunAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        using var response = await host.Client.PostAsJsonAsync("/run", request, JsonConventions.Options, cancellationToken);
        Assert.IsTrue(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        return await response.Content.ReadFromJsonAsync<SandboxRun>(JsonConventions.Options, cancellationToken);
    }
}
