using System.Collections.Concurrent;
using System.Net.Http.Json;
using LearnFlow.Sandbox.Check;
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

    [TestMethod]
    [NeedsHumanEval]
    public async Task As_test_scripts_they_judge_the_same()
    {
        var sandbox = await SharedSandbox.GetAsync();
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(HumanEval.Load(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (problem, cancellationToken) =>
        {
            var script = new CheckTest("check", CheckKind.Script, Source: $"{problem.Test}\ncheck({problem.EntryPoint})\n");
            foreach (var (body, status) in new[] { (problem.CanonicalSolution, "passed"), ("    return object()\n", "not") })
            {
                var request = new CheckRequest("python", problem.Prompt + body, [script], Limits: new RunLimits(30_000, 20_000));
                using var response = await sandbox.Client.PostAsJsonAsync("/check", request, JsonConventions.Options, cancellationToken);
                var test = (await response.Content.ReadFromJsonAsync<CheckResult>(JsonConventions.Options, cancellationToken))!.Tests[0];
                if ((test.Status == "passed") != (status == "passed"))
                    wrong.Add($"{problem.TaskId}: {test.Status} {test.ErrorType} {test.ErrorMessage}");
            }
        });

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

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
