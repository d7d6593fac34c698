using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class HumanEvalTests
{
    [TestMethod]
    [NeedsHumanEval]
    [DynamicData(nameof(SharedSandbox.Pythons), typeof(SharedSandbox))]
    public async Task All_canonical_solutions_pass(string python) => Assert.AreEqual(164, await PassedAsync(python, problem => problem.CanonicalProgram));

    [TestMethod]
    [NeedsHumanEval]
    [DynamicData(nameof(SharedSandbox.Pythons), typeof(SharedSandbox))]
    public async Task No_wrong_solution_passes(string python) => Assert.AreEqual(0, await PassedAsync(python, problem => problem.WrongProgram));

    private static async Task<int> PassedAsync(string python, Func<HumanEval, string> program)
    {
        var sandbox = await SharedSandbox.GetAsync(python);
        var passed = 0;
        await Parallel.ForEachAsync(HumanEval.Load(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (problem, _) =>
        {
            var result = await sandbox.RunAsync(program(problem), limits: new RunLimits(30_000, 20_000));
            if (result.Status == RunStatus.Ok)
                Interlocked.Increment(ref passed);
        });
        return passed;
    }
}
