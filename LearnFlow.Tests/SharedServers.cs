using LearnFlow.Tests.EndToEnd;
using LearnFlow.Tests.Sandbox;
using LearnFlow.Tests.Web;

namespace LearnFlow.Tests;

/// <summary>What several test classes share is started by the first that asks and stopped here, after the last test.</summary>
[TestClass]
public static class SharedServers
{
    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        await Workshop.StopAsync();
        await SharedSandbox.StopAsync();
        await RunningSystem.StopAsync();
        await SharedBackends.StopAsync();
    }
}
