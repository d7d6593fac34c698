using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class HumanEvalTests
{
    [TestMethod]
    [NeedsHumanEval]
    public async Task All_canonical_solutions_pass() => Assert.AreEqual(164, await PassedAsync(problem => problem.CanonicalProgram));

    [TestMethod]
    [NeedsHumanEval]
    public async Task No_wrong_solution_passes() => Assert.AreEqual(0, await PassedAsync(problem => problem.WrongProgram));

    private static async Task<int> PassedAsync(Func<HumanEval, string> program)
    {
        var sandbox = await SharedSandbox.GetAsync();
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
