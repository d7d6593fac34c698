namespace LearnFlow.Tests.Sandbox;

/// <summary>One sandbox for the tests that do not harm it.</summary>
internal static class SharedSandbox
{
    private static readonly Lazy<Task<SandboxHost>> s_host = new(() => SandboxHost.StartAsync("--Sandbox:Workers=2"));

    internal static Task<SandboxHost> GetAsync() => s_host.Value;

    public static async Task StopAsync()
    {
        if (s_host.IsValueCreated)
            await (await s_host.Value).DisposeAsync();
    }
}
