using System.Collections.Concurrent;
using LearnFlow.Sandbox.Runtimes.Python;

namespace LearnFlow.Tests.Sandbox;

/// <summary>One sandbox for the tests that do not harm it, and one for each build of Python that is on this machine.</summary>
internal static class SharedSandbox
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<SandboxHost>>> s_hosts = [];

    /// <summary>Folders as in <see cref="PythonDistribution.In"/>: npm's build, and the optimised one when eng/python/build has made it.</summary>
    public static IEnumerable<string> Pythons => new[] { "", PythonDistribution.Folder(configured: null) }.Distinct();

    /// <summary>The sandbox as it is without settings: with the best Python that is there.</summary>
    internal static Task<SandboxHost> GetAsync() => GetAsync(PythonDistribution.Folder(configured: null));

    internal static Task<SandboxHost> GetAsync(string python) => s_hosts.GetOrAdd(
        python,
        folder => new(() => SandboxHost.StartAsync("--Sandbox:Workers=2", $"--Sandbox:Python:OptimisedPath={folder}"))).Value;

    public static async Task StopAsync()
    {
        foreach (var host in s_hosts.Values.Where(host => host.IsValueCreated))
            await (await host.Value).DisposeAsync();
    }
}
