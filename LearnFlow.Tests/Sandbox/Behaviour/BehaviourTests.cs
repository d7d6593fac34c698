using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox.Behaviour;

/// <summary>Python behaves in the sandbox as python3.11 does, on every build of it that is here.</summary>
[TestClass]
public sealed class BehaviourTests
{
    private static readonly Dictionary<string, Task<SandboxHost>> s_hosts = [];

    public static IEnumerable<object[]> Checks => Builds.SelectMany(build => BehaviourCheck.All.Keys.Select(name => new object[] { build, name }));

    private static IEnumerable<string> Builds =>
        File.Exists(Path.Combine(Repository.Root, "artifacts", "python", "build.json")) ? ["default", "optimised"] : ["default"];

    [TestMethod]
    [DynamicData(nameof(Checks))]
    public async Task A_program_prints_what_python3_prints(string build, string name)
    {
        var check = BehaviourCheck.All[name];

        var result = await (await HostAsync(build)).RunAsync(new RunRequest("python", check.Code, check.Stdin, check.Files));

        Assert.AreEqual(check.Stdout, result.Output, result.Error);
        Assert.AreEqual(check.ExitCode, result.ExitCode, result.Error);
    }

    [TestMethod]
    public void There_are_at_least_three_hundred() => Assert.IsGreaterThanOrEqualTo(300, BehaviourCheck.All.Count);

    [ClassCleanup]
    public static async Task StopAsync()
    {
        foreach (var host in s_hosts.Values)
            await (await host).DisposeAsync();
    }

    private static Task<SandboxHost> HostAsync(string build)
    {
        lock (s_hosts)
        {
            if (!s_hosts.TryGetValue(build, out var host))
                s_hosts[build] = host = SandboxHost.StartAsync(build == "default" ? ["--Sandbox:Workers=1", "--Sandbox:Python:OptimisedPath="] : ["--Sandbox:Workers=1"]);
            return host;
        }
    }
}
