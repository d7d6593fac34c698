namespace LearnFlow.Tests.EndToEnd;

/// <summary>164 programs nobody here wrote, through gateway, sidecar, sandbox, Kafka and Triage.</summary>
[TestClass]
public sealed class HumanEvalTests(TestContext context)
{
    [TestMethod, NeedsHumanEval, Timeout(600_000, CooperativeCancellation = true)]
    public async Task Two_learners_at_once_pass_all_with_the_solutions_and_none_with_wrong_ones_and_every_attempt_counts()
    {
        var cancellationToken = context.CancellationToken;
        var problems = HumanEval.Load();
        Assert.HasCount(164, problems);
        using var right = await RunningSystem.NewLearnerAsync(cancellationToken);
        using var wrong = await RunningSystem.NewLearnerAsync(cancellationToken);

        var passed = await Task.WhenAll(
            CountPassedAsync(right, problems.Select(p => p.CanonicalProgram)),
            CountPassedAsync(wrong, problems.Select(p => p.WrongProgram)));

        Assert.AreEqual(164, passed[0], "canonical solutions");
        Assert.AreEqual(0, passed[1], "wrong solutions");
        foreach (var learner in new[] { right, wrong })
        {
            var attempts = await learner.AttemptsAsync(164, cancellationToken);
            Assert.AreEqual(164, attempts.GetProperty("count").GetInt32());
        }

        async Task<int> CountPassedAsync(HttpClient learner, IEnumerable<string> programs)
        {
            var count = 0;
            foreach (var program in programs)
            {
                var result = await learner.RunAsync(program, cancellationToken);
                if (result.GetProperty("status").GetString() == "ok")
                    count++;
            }

            return count;
        }
    }
}
