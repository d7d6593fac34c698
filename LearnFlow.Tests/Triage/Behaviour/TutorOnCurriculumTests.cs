using LearnFlow.Triage.Behaviour;
using LearnFlow.Triage.GuardRails;
using LearnFlow.Triage.Help;
using LearnFlow.Triage.OfflineTutor;
using LearnFlow.Triage.OfflineTutor.Python;
using Microsoft.Extensions.Logging.Abstractions;
using Verdict = LearnFlow.Triage.OfflineTutor.Verdict;

namespace LearnFlow.Tests.Triage.Behaviour;

/// <summary>
/// The offline tutor on programs for the course's exercises, in the real sandbox. The scores are printed;
/// <c>LEARNFLOW_TUTOR_SAMPLE=all</c> takes every program instead of a sample.
/// </summary>
[TestClass]
public sealed class TutorOnCurriculumTests(TestContext context)
{
    private const int Sample = 24;

    [TestMethod, Timeout(900_000, CooperativeCancellation = true)]
    public async Task A_wrong_solution_is_judged_wrong_its_failing_test_is_named_and_the_line_is_one_that_the_repair_changes()
    {
        var probe = new BehaviourProbe(await SandboxForTutor.StartAsync());
        var score = new Score();
        foreach (var wrong in Sampled(WrongSolution.Authored))
        {
            var tests = WrongSolution.TestsOf(wrong.Exercise);
            var source = PythonSource.Read(wrong.Code);
            var behaviour = await probe.LookAsync(wrong.Code, tests, search: true, context.CancellationToken);
            Assert.IsNotNull(behaviour, $"{wrong.Exercise.Slug}: {wrong.Why}");
            var evidence = Evidence.Of(source, behaviour);
            var diagnosis = Diagnosis.Of(evidence);

            // Before: what the rules alone see in the code and the first failing test.
            var before = Diagnosis.Of(evidence with { Behaviour = null, FailingTest = evidence.FailingTest ?? "a test" });
            score.Add(wrong, evidence, before, diagnosis);
            await AssertAnswersKeepTheRulesAsync(wrong, diagnosis, evidence);
        }

        context.WriteLine(score.ToString());
        Assert.AreEqual(score.Count, score.Verdict, "verdicts");
        Assert.AreEqual(score.Count, score.Named, "failing behaviours named");
        Assert.IsGreaterThanOrEqualTo(0.95, (double)score.Kind / score.Count, score.ToString());
        Assert.IsGreaterThanOrEqualTo(0.7, (double)score.Line / score.Count, score.ToString());
    }

    [TestMethod]
    public async Task A_right_solution_raises_no_alarm()
    {
        var probe = new BehaviourProbe(await SandboxForTutor.StartAsync());
        foreach (var exercise in Sampled(WrongSolution.Exercises))
        {
            var behaviour = await probe.LookAsync(exercise.Solution, WrongSolution.TestsOf(exercise), search: true, context.CancellationToken);
            var evidence = Evidence.Of(PythonSource.Read(exercise.Solution), behaviour!);

            Assert.AreEqual(Verdict.Right, evidence.Verdict, $"{exercise.Slug}: {HintLadder.WhatHappened(evidence)}");
            Assert.IsNull(Diagnosis.Of(evidence).Misconception, exercise.Slug);
            Assert.IsNull(Diagnosis.Of(evidence).Line, exercise.Slug);
        }
    }

    private async Task AssertAnswersKeepTheRulesAsync(WrongSolution wrong, Diagnosis diagnosis, Evidence evidence)
    {
        var exercise = new ExerciseFacts(
            wrong.Exercise.Slug, wrong.Exercise.Title, wrong.Exercise.Statement, wrong.Exercise.Concepts, wrong.Exercise.Solution, []);
        for (var level = 1; level <= HintLadder.Levels; level++)
        {
            var help = new HelpContext("id", "ada", new HelpQuestion(wrong.Code), level, evidence, diagnosis, exercise, [], []);
            var parts = new OfflineHints(NullLogger<OfflineHints>.Instance).AnswerAsync(help, context.CancellationToken);
            var answer = string.Concat(await parts.Select(part => part.Text).ToListAsync(context.CancellationToken));
            Assert.IsEmpty(AnswerRules.BrokenBy(answer, wrong.Exercise.Solution), $"{wrong.Exercise.Slug} ({wrong.Why}), level {level}: {answer}");
            Assert.IsGreaterThanOrEqualTo(15, answer.Split(' ').Length, $"{wrong.Exercise.Slug} ({wrong.Why}), level {level} says too little: {answer}");
        }
    }

    private static IEnumerable<T> Sampled<T>(IReadOnlyList<T> all)
    {
        var sample = Environment.GetEnvironmentVariable("LEARNFLOW_TUTOR_SAMPLE") == "all" ? all.Count : Math.Min(Sample, all.Count);
        return Enumerable.Range(0, sample).Select(index => all[index * all.Count / sample]);
    }

    /// <summary>How many of the programs came out right, before and after.</summary>
    private sealed class Score
    {
        private readonly List<string> _missed = [];

        public int Count { get; private set; }

        public int Verdict { get; private set; }

        public int Named { get; private set; }

        public int Kind { get; private set; }

        public int Line { get; private set; }

        private int LineBefore { get; set; }

        private int NearLine { get; set; }

        public void Add(WrongSolution wrong, Evidence evidence, Diagnosis before, Diagnosis after)
        {
            Count++;
            Verdict += evidence.Verdict == LearnFlow.Triage.OfflineTutor.Verdict.Wrong ? 1 : 0;
            Named += evidence is { FailingTest: not null } or { ErrorType: not null } ? 1 : 0;
            Kind += after.Kind == wrong.Kind ? 1 : 0;
            LineBefore += before.Line is { } old && wrong.RepairedLines.Contains(old) ? 1 : 0;
            var isHit = after.Line is { } line && wrong.RepairedLines.Contains(line);
            Line += isHit ? 1 : 0;
            NearLine += after.Line is { } near && wrong.RepairedLines.Any(repaired => Math.Abs(repaired - near) <= 1) ? 1 : 0;
            if (!isHit)
            {
                _missed.Add($"{wrong.Exercise.Slug}: {wrong.Why} Repaired: {string.Join(", ", wrong.RepairedLines)}; "
                    + $"found: {after.Line} {after.Misconception?.Name} {after.Suspect?.By} {after.Suspect?.About}");
            }
        }

        public override string ToString() =>
            $"{Count} wrong solutions: verdict {Verdict}, class {Kind}, failing behaviour named {Named}, line that the repair changes {Line} "
            + $"({(double)Line / Count:P1}; the rules alone {(double)LineBefore / Count:P1}), within one line {NearLine}\n{string.Join('\n', _missed)}";
    }
}
