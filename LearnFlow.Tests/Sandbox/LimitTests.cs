using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class LimitTests
{
    private static readonly RunLimits s_short = new(WallTimeMs: 300, CpuTimeMs: 20_000);

    [TestMethod]
    public Task A_run_that_loops_forever_is_stopped_at_its_wall_time() =>
        AssertStatusAsync(RunStatus.WallTimeLimit, "while True: pass", s_short);

    [TestMethod]
    public Task A_run_that_sleeps_past_its_wall_time_is_woken_and_stopped() =>
        AssertStatusAsync(RunStatus.WallTimeLimit, "import time\ntime.sleep(20)", s_short);

    [TestMethod]
    public Task A_select_without_end_is_woken_and_stopped() =>
        AssertStatusAsync(RunStatus.WallTimeLimit, "import select\nselect.select([], [], [], 20)", s_short);

    [TestMethod]
    public Task A_run_that_computes_is_stopped_at_its_processor_time() =>
        AssertStatusAsync(RunStatus.CpuTimeLimit, "while True: pass", new RunLimits(CpuTimeMs: 200));

    [TestMethod]
    public Task Sleeping_costs_no_processor_time() =>
        AssertStatusAsync(RunStatus.Ok, "import time\ntime.sleep(0.5)", new RunLimits(CpuTimeMs: 300));

    [TestMethod]
    public Task A_run_that_wants_too_much_memory_is_told_so() =>
        AssertStatusAsync(RunStatus.MemoryLimit, "data = []\nwhile True: data.append(bytes(1 << 20))", new RunLimits(MemoryBytes: 64 << 20));

    [TestMethod]
    public async Task Output_is_cut_at_its_limit()
    {
        var result = await AssertStatusAsync(RunStatus.OutputLimit, "while True: print('x' * 99)", new RunLimits(OutputBytes: 1_000));

        Assert.AreEqual(1_000, result.Output.Length);
        Assert.IsTrue(result.Truncated);
    }

    [TestMethod]
    public Task Files_are_limited_in_bytes() =>
        AssertStatusAsync(RunStatus.FileLimit, "with open('big', 'wb') as f:\n    while True: f.write(bytes(65536))", new RunLimits(FileBytes: 1 << 20));

    [TestMethod]
    public Task Files_are_limited_in_number() =>
        AssertStatusAsync(RunStatus.FileLimit, "for i in range(100): open(f'{i}', 'w').close()", new RunLimits(Files: 10));

    [TestMethod]
    public Task Calls_in_calls_are_limited() =>
        AssertStatusAsync(RunStatus.RecursionLimit, "def f(n): return f(n + 1)\nf(0)", new RunLimits());

    [TestMethod]
    public Task A_raised_recursion_limit_ends_at_the_stack() =>
        AssertStatusAsync(RunStatus.RecursionLimit, "import sys\nsys.setrecursionlimit(10**8)\nclass A:\n    def __repr__(self): return repr(self)\nrepr(A())", new RunLimits());

    private static async Task<RunResult> AssertStatusAsync(RunStatus expected, string code, RunLimits limits)
    {
        var sandbox = await SharedSandbox.GetAsync();
        var result = await sandbox.RunAsync(code, limits: limits);
        Assert.AreEqual(expected, result.Status, result.Error);
        Assert.AreEqual("next\n", (await sandbox.RunAsync("print('next')")).Output);
        return result;
    }
}
