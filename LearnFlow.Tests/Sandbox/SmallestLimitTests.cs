using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Runtimes;

namespace LearnFlow.Tests.Sandbox;

/// <summary>A limit that is accepted works, and one that cannot work is refused with the least that can.</summary>
[TestClass]
public sealed class SmallestLimitTests
{
    private static readonly RunLimits s_least = RunLimits.Minimum;
    private static readonly RunLimits s_time = new(WallTimeMs: 30_000, CpuTimeMs: 20_000);

    public static IEnumerable<object[]> Runtimes => SharedSandbox.Pythons.SelectMany(python => new[]
    {
        new object[] { python, "python", "print('hello')" },
        [python, "javascript", "console.log('hello')"],
    });

    [TestMethod]
    [DynamicData(nameof(Runtimes))]
    public async Task A_program_runs_with_the_least_memory_that_is_accepted(string python, string language, string code)
    {
        var sandbox = await SharedSandbox.GetAsync(python);
        var least = await LeastMemoryAsync(sandbox, language);

        var result = await sandbox.RunAsync(new RunRequest(language, code, Limits: s_time with { MemoryBytes = least }));

        Assert.AreEqual((RunStatus.Ok, "hello\n"), (result.Status, result.Output), result.Error);
    }

    [TestMethod]
    [DynamicData(nameof(Runtimes))]
    public async Task Less_memory_is_a_400_problem_that_names_the_least(string python, string language, string code)
    {
        var sandbox = await SharedSandbox.GetAsync(python);
        var least = await LeastMemoryAsync(sandbox, language);

        using var response = await sandbox.PostAsync(new RunRequest(language, code, Limits: s_time with { MemoryBytes = least - 1 }));

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"limits.memoryBytes is {least - 1}; it can be from {least} to ", await response.Content.ReadAsStringAsync());
    }

    [TestMethod]
    public async Task Piston_takes_the_least_memory_and_refuses_less_by_its_name()
    {
        var sandbox = await SharedSandbox.GetAsync();
        var least = await LeastMemoryAsync(sandbox, "python");
        foreach (var (bytes, status) in new[] { (least, HttpStatusCode.OK), (least - 1, HttpStatusCode.BadRequest), (16_000_000, HttpStatusCode.BadRequest), (1, HttpStatusCode.BadRequest) })
        {
            var request = new { language = "python", version = "*", files = new[] { new { content = "print('hello')" } }, run_memory_limit = bytes, run_timeout = 30_000 };
            using var response = await sandbox.Client.PostAsJsonAsync("/api/v2/execute", request);

            Assert.AreEqual(status, response.StatusCode, $"{bytes}");
            Assert.Contains(status == HttpStatusCode.OK ? "hello" : $"run_memory_limit cannot be less than {least}", await response.Content.ReadAsStringAsync());
        }
    }

    [TestMethod]
    public async Task No_least_limit_kills_a_worker()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1");
        var worker = sandbox.Pool.Ready.Single();
        foreach (var language in (await RuntimesAsync(sandbox)).Select(runtime => runtime.Language))
        {
            var usual = new RunLimits(WallTimeMs: 30_000, CpuTimeMs: 20_000);
            foreach (var limits in new[]
            {
                usual with { WallTimeMs = s_least.WallTimeMs }, usual with { CpuTimeMs = s_least.CpuTimeMs }, usual with { OutputBytes = s_least.OutputBytes },
                usual with { FileBytes = s_least.FileBytes }, usual with { Files = s_least.Files }, usual with { RecursionDepth = s_least.RecursionDepth },
                usual with { MemoryBytes = await LeastMemoryAsync(sandbox, language) }, s_least with { MemoryBytes = await LeastMemoryAsync(sandbox, language) },
            })
                await sandbox.RunAsync(new RunRequest(language, language == "python" ? "x = [i for i in range(100)]" : "let x = 1", Limits: limits));
        }

        Assert.AreEqual(worker, sandbox.Pool.Ready.Single());
    }

    private static async Task<long> LeastMemoryAsync(SandboxHost sandbox, string language) =>
        (await RuntimesAsync(sandbox)).Single(runtime => runtime.Language == language).LeastMemoryBytes;

    private static async Task<IReadOnlyList<RuntimeInfo>> RuntimesAsync(SandboxHost sandbox) =>
        (await sandbox.Client.GetFromJsonAsync<List<RuntimeInfo>>("/runtimes", JsonConventions.Options))!;
}
